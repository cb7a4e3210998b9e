import type { Instant, World } from "@msafara/kernel";
import { seededLuck } from "../seeded-luck.ts";

const NOON = Date.UTC(2026, 10, 20, 9);
/** So many rounds of promises are enough for everything that was woken to fall asleep again. */
const ROUNDS = 40;

/** A world whose hours pass as fast as there is nothing to do in them. */
export interface FastWorld extends World {
  /** Lets time pass, waking one sleeper after the other. */
  readonly pass: (ms: number) => Promise<void>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Opens a world that stands still until it is told to pass. */
export function openFastWorld(seed: number): FastWorld {
  let ticks = 0;
  let minted = 0;
  const sleepers = new Set<Sleeper>();
  const settle = async () => {
    for (let i = 0; i < ROUNDS; i++) await Promise.resolve();
  };
  return {
    now: (): Instant => NOON + ticks,
    ticks: () => ticks,
    mint: (kind) => `${kind}_${String(++minted).padStart(26, "0")}`,
    dice: seededLuck(seed),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const sleeper = { at: ticks + Math.max(0, ms), wake };
        function wake() {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        }
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake);
      }),
    pass: async (ms) => {
      const until = ticks + ms;
      await settle();
      for (;;) {
        const next = first(sleepers);
        if (next === undefined || next.at > until) break;
        ticks = next.at;
        next.wake();
        await settle();
      }
      ticks = until;
    },
  };
}

function first(sleepers: ReadonlySet<Sleeper>): Sleeper | undefined {
  let earliest: Sleeper | undefined;
  for (const sleeper of sleepers)
    if (earliest === undefined || sleeper.at < earliest.at) earliest = sleeper;
  return earliest;
}
