import type { BusFaults, ClockError, JournalFaults } from "@msafara/runtime/memory";
import type { Limits } from "@msafara/runtime";
import { luckOf, type Luck } from "./luck.ts";

/** What can befall a hand of the day. */
export type Mishap = "crash" | "trap" | "freeze" | "leave" | "storm" | "silence" | "flush";

/** Everything that a seed decides before the day begins. */
export interface Plan {
  readonly nodes: number;
  readonly workers: number;
  readonly gates: number;
  readonly customers: number;
  readonly dayMs: number;
  /** Longest pause between two errands of one customer. */
  readonly pauseMsMax: number;
  readonly limits: Partial<Limits>;
  readonly journal: JournalFaults;
  readonly bus: BusFaults;
  readonly mishaps: Readonly<Record<Mishap, number>>;
  /** Longest pause between two mishaps. */
  readonly peaceMsMax: number;
  /** Whether some nodes still run the release before. */
  readonly isRolling: boolean;
}

/** Plans a day. Some are gentle on purpose: a fault that hides behind another is found there. */
export function drawPlan(dice: () => number): Plan {
  const luck = luckOf(dice);
  const rate = (...rates: readonly number[]) =>
    luck.chance(0.5) ? 0 : luck.pick([rates[0] ?? 0, ...rates]);
  return {
    nodes: luck.between(2, 4),
    workers: luck.between(1, 2),
    gates: 2,
    customers: luck.between(4, 12),
    dayMs: luck.between(2_000, 5_000),
    pauseMsMax: luck.pick([5, 30, 150]),
    limits: drawLimits(luck),
    journal: {
      travelMs: luck.pick([1, 4, 15]),
      slowRate: rate(0.02, 0.15),
      slowMs: luck.pick([100, 900, 3_000]),
      lateRate: rate(0.05),
      lateMs: luck.pick([50, 400]),
      retryRate: rate(0.02, 0.1),
      deadlockRate: rate(0.03),
      unknownRate: rate(0.03, 0.15),
      lostRate: rate(0.02),
    },
    bus: {
      travelMs: luck.pick([1, 4, 15]),
      lostRate: rate(0.1, 0.6),
      doubledRate: rate(0.2),
      delayedRate: rate(0.1),
      delayMs: luck.pick([50, 1_500]),
      lostCallRate: rate(0.03),
      failedRate: rate(0.05),
      retainedRate: rate(0.2),
    },
    mishaps: { crash: 3, trap: 5, freeze: 4, leave: 3, storm: 1, silence: 1, flush: 1 },
    peaceMsMax: luck.pick([300, 1_000, 4_000]),
    isRolling: luck.chance(0.3),
  };
}

function drawLimits(luck: Luck): Partial<Limits> {
  return {
    leaseMs: luck.pick([1_000, 2_000]),
    sweepMs: luck.pick([200, 700, 2_500]),
    residents: luck.pick([2, 6, 20_000]),
    mailWindow: luck.pick([2, 5, 500]),
    batchTurns: luck.pick([1, 3, 500]),
    callsPerAgent: luck.pick([3, 100]),
    idleMs: luck.pick([300, 1_800_000]),
    timerHorizonMs: luck.pick([500, 60_000]),
    lanes: luck.between(1, 3),
  };
}

/** No machine's clock is right. */
export function drawClock(luck: Luck): ClockError {
  return { skewMs: luck.between(-3_000, 3_000), driftPpm: luck.between(-500, 500) };
}
