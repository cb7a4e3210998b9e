import { type EtaLeg, later, PERIODS, periodOf, ROAD_GROUPS, STOP_KINDS } from "./eta-leg.ts";
import { BORDER_WAIT_H } from "../graph/border-wait.ts";
import { USUAL_VEHICLES, type VehicleKind } from "../graph/vehicle.ts";
import type { WeekMoment } from "../map/tags/week-hours.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Live traffic says little of what one meets an hour from now. */
const LIVE_FADES_MS = 45 * MINUTE_MS;
/** Up to where each horizon reaches. */
const HORIZONS_MS = [HOUR_MS, 4 * HOUR_MS, 12 * HOUR_MS, Number.POSITIVE_INFINITY];

/** How far arrivals lie from what was reckoned, as parts of it. */
export interface Spread {
  readonly median: number;
  readonly p90: number;
  /** How many arrivals it was learnt from. */
  readonly count: number;
}

/** What is known about how long things take. */
export interface EtaKnowledge {
  /** How many times its free time a group of roads takes in a part of the week; then what a junction, a border, live traffic cost. */
  readonly factors: readonly number[];
  /** By kind of stop, in the order of the list of them. */
  readonly dwellMs: readonly number[];
  /** By horizon, without and with a border on the way. */
  readonly spreads: readonly Spread[];
  readonly trips: number;
}

/**
 * What is known of all vehicles, with the spread of whoever is of a kind that was not seen, and of each kind that was. A
 * model that was learnt before there were kinds has none, and opens as what it is.
 */
export interface EtaModel extends EtaKnowledge {
  readonly kinds?: Readonly<Partial<Record<VehicleKind, EtaKnowledge>>>;
}

/** Behind the factors of the roads stand three more. */
const JUNCTION = ROAD_GROUPS.length * PERIODS.length;
const BORDER = JUNCTION + 1;
const LIVE = JUNCTION + 2;

/** How many factors a model has. */
export const FACTORS = JUNCTION + 3;

/** What sets kinds apart, as far as is known without a trip: lorries climb slowly, and wait long at borders. */
const ROADS_GUESS: Readonly<Record<VehicleKind, number>> = {
  motorcycle: 1,
  car: 1,
  van: 1,
  truck: 1.1,
};

/** A cautious guess for whoever has seen no trip: rush hours, lights, borders of an hour, and a wide spread. */
export const UNTAUGHT: EtaModel = {
  factors: [
    [1.05, 1.8, 1.15, 1.8],
    [1.05, 1.6, 1.15, 1.6],
    [1.1, 1.35, 1.15, 1.35],
    [4_000, HOUR_MS, 1],
  ].flat(),
  dwellMs: [45 * MINUTE_MS, 30 * MINUTE_MS, 15 * MINUTE_MS],
  spreads: Array.from({ length: HORIZONS_MS.length * 2 }, () => ({
    median: 1,
    p90: 1.7,
    count: 0,
  })),
  trips: 0,
};

/** What a model knows of a kind; of one that it has not seen, what it knows of all and what sets that kind apart. */
export function knowledgeOf(model: EtaModel, kind: VehicleKind): EtaKnowledge {
  return model.kinds?.[kind] ?? { ...model, factors: factorsFor(model.factors, kind) };
}

/** What the factors of all come to for a kind, before any of it was seen. */
export function factorsFor(factors: readonly number[], kind: VehicleKind): readonly number[] {
  const { jamShare } = USUAL_VEHICLES[kind];
  return factors.map((factor, i) => {
    const freely = factors[freeOf(i)]!;
    return (freely + (factor - freely) * jamShare) * timesFor(kind, i);
  });
}

/** A leg of some kind as the amounts that the factors of all multiply: `factorsFor` from the other side. */
export function amountsForAll(amounts: readonly number[], kind: VehicleKind): readonly number[] {
  const { jamShare } = USUAL_VEHICLES[kind];
  const own = amounts.map((amount, i) => amount * timesFor(kind, i));
  const forAll = own.map((amount) => amount * jamShare);
  for (const [i, amount] of own.entries()) forAll[freeOf(i)]! += amount * (1 - jamShare);
  return forAll;
}

function timesFor(kind: VehicleKind, factor: number): number {
  if (factor < JUNCTION) return ROADS_GUESS[kind];
  return factor === BORDER ? BORDER_WAIT_H[kind] : 1;
}

/** Which factor tells how it goes without a jam: on roads that of the night. */
function freeOf(factor: number): number {
  return factor < JUNCTION ? factor - (factor % PERIODS.length) : factor;
}

/** A leg as the amounts that the factors of a model multiply. */
export function amountsOf(leg: EtaLeg, at: WeekMoment, aheadMs: number): readonly number[] {
  const amounts = Array.from({ length: FACTORS }, () => 0);
  const period = periodOf(at);
  for (const [group, ms] of leg.freeMs.entries()) amounts[group * PERIODS.length + period] = ms;
  const fades = Math.exp(-aheadMs / LIVE_FADES_MS);
  const freeMs = leg.freeMs.reduce((sum, ms) => sum + ms, 0);
  amounts[JUNCTION] = leg.junctions;
  amounts[BORDER] = leg.borders;
  amounts[LIVE] = freeMs * (leg.liveRatio - 1) * fades;
  return amounts;
}

/** What a model makes of some amounts, in milliseconds. */
export function sumOf(
  { factors }: Pick<EtaKnowledge, "factors">,
  amounts: readonly number[],
): number {
  const sum = amounts.reduce((all, amount, i) => all + amount * factors[i]!, 0);
  return Math.max(0, sum);
}

/** One arrival as it is reckoned, before the spread. */
export interface Reckoned {
  readonly arriveMs: number;
  readonly leaveMs: number;
  /** How much of it was spent in stays that are known, and so does not spread. */
  readonly stayedMs: number;
  readonly spread: number;
}

/** Reckons a trip stop by stop: the hour of each leg is the one in which it will be driven. */
export function reckon(
  model: Pick<EtaKnowledge, "factors" | "dwellMs">,
  start: WeekMoment,
  legs: readonly EtaLeg[],
): readonly Reckoned[] {
  let clockMs = 0;
  let borders = 0;
  let stayedMs = 0;
  return legs.map((leg) => {
    const arriveMs = clockMs + sumOf(model, amountsOf(leg, later(start, clockMs), clockMs));
    clockMs = arriveMs + (leg.stayMs ?? model.dwellMs[STOP_KINDS.indexOf(leg.stop)]!);
    borders += leg.borders;
    const horizon = HORIZONS_MS.findIndex((untilMs) => arriveMs < untilMs);
    const spread = horizon * 2 + (borders > 0 ? 1 : 0);
    const reckoned = { arriveMs, leaveMs: clockMs, stayedMs, spread };
    stayedMs += leg.stayMs ?? 0;
    return reckoned;
  });
}
