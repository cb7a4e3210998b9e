import type { World } from "@msafara/kernel";

/** Lets one through at a time. */
export interface Turnstile {
  readonly pass: () => Promise<void>;
}

/**
 * A door lets an address try so often in a minute, and whoever sits before the same machine wants to come
 * in as well: a few pass at once, the others one after the other.
 */
export function openTurnstile(
  { ticks, sleep }: Pick<World, "ticks" | "sleep">,
  { atOnce, apartMs }: { readonly atOnce: number; readonly apartMs: number },
): Turnstile {
  let nextAt = ticks() - atOnce * apartMs;
  return {
    pass: async () => {
      nextAt = Math.max(nextAt, ticks() - atOnce * apartMs) + apartMs;
      await sleep(Math.max(0, nextAt - ticks()));
    },
  };
}
