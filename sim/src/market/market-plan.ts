import type { Json } from "@msafara/runtime";
import type { Luck } from "../day/luck.ts";
import type { Manners, Moods } from "../day/moody-vendor.ts";

/** What operators set on a market, by the names of its policy. */
type Settings = Readonly<Record<string, Json>>;

/** What a seed decides about a market before its day begins. */
export interface MarketPlan {
  readonly dayMs: number;
  readonly shippers: number;
  readonly drivers: number;
  /** How many shipments each shipper asks for, at most. */
  readonly shipments: number;
  readonly pauseMsMax: number;
  /** How many strangers bid on one load at the same instant; 0 on most days. */
  readonly crowd: number;
  readonly policy: Settings;
  readonly bank: Manners;
  readonly roster: Manners;
}

/** Plans a market. Times are short, so that a day fits into seconds. */
export function drawMarketPlan(luck: Luck): MarketPlan {
  return {
    dayMs: luck.between(10_000, 20_000),
    shippers: luck.between(1, 2),
    drivers: luck.between(3, 6),
    shipments: luck.between(1, 4),
    pauseMsMax: luck.pick([150, 500, 1_200]),
    crowd: luck.chance(0.15) ? 30 : 0,
    policy: drawPolicy(luck),
    bank: drawManners(luck),
    roster: drawManners(luck),
  };
}

/** What operators set. */
export function drawPolicy(luck: Luck): Settings {
  return {
    windowSecondsMin: 1,
    windowSecondsMax: 10,
    radiiM: luck.pick([[400_000], [20_000, 60_000], [10_000, 40_000, 150_000]]),
    waveExtraMs: luck.pick([0, 500, 1_500]),
    askedPerWaveMax: luck.pick([1, 3, 50]),
    bidsMax: luck.pick([2, 10, 100]),
    decideMs: luck.between(8_000, 25_000),
    answerMs: luck.between(1_000, 3_000),
    patienceMs: luck.between(1_000, 4_000),
    confirmMs: luck.between(1_000, 4_000),
    stopWindowMsMin: 0,
    cancelFeeBp: { booked: luck.pick([0, 500]), atPickup: luck.pick([0, 2_000, 10_000]) },
  };
}

function drawManners(luck: Luck): Manners {
  const moods = luck.pick<Moods>([
    { actAndHush: 0, idleAndHush: 0, refuse: 0, dawdle: 0, unsure: 0 },
    { actAndHush: 0, idleAndHush: 0, refuse: 0.4, dawdle: 0.1, unsure: 0 },
    { actAndHush: 0.2, idleAndHush: 0.2, refuse: 0.1, dawdle: 0.15, unsure: 0.3 },
    { actAndHush: 0.4, idleAndHush: 0.1, refuse: 0, dawdle: 0.3, unsure: 0.2 },
  ]);
  return { moods, hushMs: luck.pick([100, 400]), dawdleMs: luck.pick([800, 3_000]) };
}
