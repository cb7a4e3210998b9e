import type { Id } from "./id.ts";
import type { Instant } from "./instant.ts";

/**
 * Everything a program may not make up for itself. Production passes the real
 * world, tests a still one, the simulator one that replays from a seed.
 */
export interface World {
  /** Wall time of this machine. It may jump; nothing is measured with it. */
  readonly now: () => Instant;
  /** Milliseconds that only ever grow, to measure with: leases, time-outs, durations. */
  readonly ticks: () => number;
  readonly mint: <Kind extends string>(kind: Kind) => Id<Kind>;
  /** Luck in 0..1, named so that a new draw does not shift all the others. */
  readonly dice: (purpose: string) => number;
  /** The only way to wait. Resolves when the time is up or the signal fires, and never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}
