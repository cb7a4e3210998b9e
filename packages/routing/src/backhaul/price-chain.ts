import { isRefusal, refuse, type Refusal } from "@msafara/kernel";
import type { Pause } from "../hours/plan-breaks.ts";
import { planBreaks } from "../hours/plan-breaks.ts";
import { NEVER } from "../graph/never.ts";
import { findWay, type WayAsked } from "../route/find-way.ts";
import { layRoute } from "../route/lay-route.ts";
import type { Phantom } from "../snap/phantom.ts";
import { nextOpening, openingsOf } from "../tour/windows.ts";
import type { LoadBoard } from "./load-board.ts";
import type { LoadStop, OpenLoad, TruckOnItsWay } from "./open-load.ts";

const MS_PER_DS = 100;
const DS_PER_HOUR = 36_000;
const CM_PER_KM = 100_000;

/** Loads that one truck hauls one after the other on its way, priced as one. */
export interface Chain {
  readonly loadIds: readonly string[];
  /** What the truck drives beyond its own way; roads for business only count more than the time they take. */
  readonly detourDs: number;
  readonly detourCm: number;
  readonly payCents: number;
  readonly profitCents: number;
  /** When each call begins, pickup and drop in turn. */
  readonly startsMs: readonly number[];
  readonly arrivesMs: number;
  readonly pauses: readonly Pause[];
}

/** Why a truck cannot take a chain: the first thing that does not hold, and at which of its loads. */
export type ChainRefusal = Refusal<"chain-unfit"> & {
  readonly why: "no-way" | "too-large" | "too-late" | "beyond-hours";
  readonly loadId?: string;
};

/**
 * Prices a chain: the ways between its calls, the money, and whether windows and the driver's hours can be kept.
 * A chain of none is the truck's own way.
 */
export function priceChain(
  board: LoadBoard,
  truck: TruckOnItsWay,
  loads: readonly OpenLoad[],
): Chain | ChainRefusal {
  const large = loads.find(({ load }) => load.some((amount, i) => amount > (truck.room[i] ?? 0)));
  if (large !== undefined) return unfit("too-large", large.id);
  const calls = loads.flatMap(({ pickup, drop }) => [pickup, drop]);
  const legs = legsOver(board, [truck.from, ...calls.map(({ place }) => place), truck.to]);
  if (typeof legs === "number") return unfit("no-way", loads[legs >> 1]?.id);
  const own = legsOver(board, [truck.from, truck.to]);
  if (typeof own === "number") return unfit("no-way");
  const times = timesOf(truck, calls, legs);
  if ("why" in times) return unfit(times.why, loads[times.call >> 1]?.id);
  const sum = (of: (leg: Leg) => number) =>
    legs.reduce((all, leg) => all + of(leg), 0) - own.reduce((all, leg) => all + of(leg), 0);
  const detourDs = sum(({ costDs }) => costDs);
  const detourCm = sum(({ lengthCm }) => lengthCm);
  const payCents = loads.reduce((all, load) => all + load.payCents, 0);
  return {
    loadIds: loads.map(({ id }) => id),
    detourDs,
    detourCm,
    payCents,
    profitCents: payCents - spentCents(truck, { detourDs, detourCm }),
    ...times,
  };
}

/** What a detour costs a truck, in cents. */
export function spentCents(
  { costs }: Pick<TruckOnItsWay, "costs">,
  { detourDs, detourCm }: { readonly detourDs: number; readonly detourCm: number },
): number {
  return (detourDs / DS_PER_HOUR) * costs.perHour + (detourCm / CM_PER_KM) * costs.perKm;
}

/** The way from one call to the next. */
export interface Leg {
  readonly costDs: number;
  readonly lengthCm: number;
  readonly driveMs: number;
}

/** The legs between places that follow one another, or the number of the first that has no way. */
export function legsOver(
  { roads, tariff }: LoadBoard,
  places: readonly Phantom[],
): readonly Leg[] | number {
  const legs: Leg[] = [];
  for (const [i, to] of places.slice(1).entries()) {
    const asked: WayAsked = { from: places[i]!, to };
    const way = findWay(roads, tariff, asked);
    if (way === undefined || way.cost >= NEVER) return i;
    const { drive } = tariff;
    const { distanceCm, durationDs } = layRoute(roads, { drive, ways: [way], withSteps: false });
    legs.push({ costDs: way.cost, lengthCm: distanceCm, driveMs: durationDs * MS_PER_DS });
  }
  return legs;
}

type Times = Pick<Chain, "startsMs" | "arrivesMs" | "pauses">;
type TimesRefused = { readonly why: "too-late" | "beyond-hours"; readonly call: number };

function timesOf(truck: TruckOnItsWay, calls: readonly LoadStop[], legs: readonly Leg[]) {
  const stops = legs.map(({ driveMs }, i) => ({
    driveMs,
    workMs: calls[i]?.serviceMs ?? 0,
    openings: openingsOf(calls[i]?.windows, [], i === calls.length ? truck.dueMs : undefined),
  }));
  const free = timesWithoutHours(truck, stops);
  if ("why" in free || truck.hours === undefined) return free;
  const { leavesMs: fromMs, zeroAt } = truck;
  const plan = planBreaks({ ...truck.hours, zeroAt, fromMs, stops });
  if (isRefusal(plan)) {
    return { why: "beyond-hours", call: Number(plan.facts["stop"]) } satisfies TimesRefused;
  }
  return {
    startsMs: plan.stops.slice(0, -1).map(({ startMs }) => startMs),
    arrivesMs: plan.stops.at(-1)!.arriveMs,
    pauses: plan.pauses,
  } satisfies Times;
}

type Stops = Parameters<typeof planBreaks>[0]["stops"];

function timesWithoutHours({ leavesMs }: TruckOnItsWay, stops: Stops): Times | TimesRefused {
  const startsMs: number[] = [];
  let clockMs = leavesMs;
  for (const [call, { driveMs, workMs, openings }] of stops.entries()) {
    const startMs = nextOpening(openings, clockMs + driveMs);
    if (!Number.isFinite(startMs)) return { why: "too-late", call };
    startsMs.push(startMs);
    clockMs = startMs + workMs;
  }
  return { startsMs: startsMs.slice(0, -1), arrivesMs: clockMs, pauses: [] };
}

function unfit(why: ChainRefusal["why"], loadId?: string): ChainRefusal {
  const facts = { why, ...(loadId === undefined ? {} : { loadId }) };
  return { ...refuse("chain-unfit", facts), why, ...(loadId === undefined ? {} : { loadId }) };
}
