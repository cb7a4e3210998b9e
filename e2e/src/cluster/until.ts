import { Fault, realWorld } from "@msafara/kernel";

const WITHIN_MS = 10_000;
const LOOK_MS = 20;

export interface UntilOptions {
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/** Waits until a look finds something, and says what it waited for in vain. A look may fail: then it found nothing. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | undefined | false> | Value | undefined | false,
  { withinMs = WITHIN_MS, everyMs = LOOK_MS }: UntilOptions = {},
): Promise<Value> {
  const world = realWorld();
  const latest = world.ticks() + withinMs;
  let cause: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (world.ticks() >= latest) {
      throw new Fault(`Waited ${withinMs} ms in vain until ${what}`, { retry: false, cause });
    }
    await world.sleep(everyMs);
  }
}
