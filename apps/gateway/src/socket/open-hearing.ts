import type { Bus } from "@msafara/runtime";
import { textFrame } from "./text-frame.ts";

const KEPT_MS = 900_000;

/** One channel, heard once on this gateway for however many listen. */
export interface Hearing {
  /** Each is told whole frames, made once for all. */
  readonly ears: Set<(frame: Uint8Array) => void>;
  /** What was said last, if it is known: said lately, or heard since. */
  readonly latest: () => Uint8Array | undefined;
  readonly close: () => Promise<void>;
}

/** Listens on a channel of which only the latest counts. */
export async function openHearing(
  { live, cache }: Pick<Bus, "live" | "cache">,
  channel: string,
): Promise<Hearing> {
  const ears: Hearing["ears"] = new Set();
  let latest: Uint8Array | undefined;
  const close = await live.subscribe(channel, (said) => {
    const frame = textFrame(said);
    latest = frame;
    for (const ear of ears) ear(frame);
  });
  // What is kept is a courtesy; without it the next word comes soon.
  const kept = await cache.get(channel).catch(() => undefined);
  latest ??= kept && textFrame(kept);
  return { ears, latest: () => latest, close };
}

/** Says something to whoever listens on whichever gateway, and keeps it for those who come later. */
export async function sayAndKeep(
  { live, cache }: Pick<Bus, "live" | "cache">,
  channel: string,
  frame: Uint8Array,
): Promise<void> {
  // Kept first: who begins to listen in between reads it, or hears it.
  await cache.set(channel, frame, KEPT_MS).catch(() => undefined);
  live.publish(channel, frame);
}
