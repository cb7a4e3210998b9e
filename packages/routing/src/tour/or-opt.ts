import type { Budget } from "./budget.ts";
import type { Dice } from "./dice.ts";
import { nearestNeighbour } from "./nearest-neighbour.ts";
import { nearestPlaces, type NearestPlaces } from "./nearest-places.ts";
import {
  flip,
  keepMoves,
  openRound,
  type Round,
  step,
  swapStretches,
  undoMoves,
  type Way,
} from "./round.ts";
import { isSymmetric, type LegCosts, type RoundTrip } from "./round-trip.ts";
import { oneWayOrOpt } from "./one-way-or-opt.ts";
import { twoOpt } from "./two-opt.ts";

const NEAR_MOST = 8;
/** The longest stretch that is lifted out and put elsewhere. */
const LIFT_MOST = 3;
const WAYS: readonly Way[] = [1, -1];
/** The longest stretch that a kick moves: far kicks are seldom repaired. */
const KICK_MOST = 50;

/** A round to improve, for how long, and with which luck. */
export interface OrOpt {
  readonly legs: LegCosts;
  readonly budget: Budget;
  readonly dice: Dice;
}

/** What one search holds in its hands. */
interface Search {
  readonly round: Round;
  readonly near: NearestPlaces;
  /** Places whose surroundings changed and are to be looked at again; the marks say who waits. */
  readonly queue: Int32Array;
  readonly waits: Uint8Array;
  queued: number;
}

/**
 * Goes on where nearest neighbour and 2-opt end: lifts stretches out, turns others, kicks what stands still
 * and keeps what is no worse. Never worse than where it began, whenever the budget ends.
 */
export function orOpt({ legs, budget, dice }: OrOpt): RoundTrip {
  const start = twoOpt(legs, nearestNeighbour(legs));
  if (legs.size < 8) return start;
  if (!isSymmetric(legs)) return oneWayOrOpt({ legs, start, budget, dice });
  const search = openSearch(legs, start);
  for (let place = 0; place < legs.size; place++) enqueue(search, place);
  settle(search);
  keepMoves(search.round);
  while (budget.hasTime()) {
    const change = kick(search, dice) - settle(search);
    if (change > 0) undoMoves(search.round);
    else keepMoves(search.round);
  }
  return search.round.order;
}

function openSearch(legs: LegCosts, trip: RoundTrip): Search {
  return {
    round: openRound(legs, trip),
    near: nearestPlaces(legs, NEAR_MOST),
    queue: new Int32Array(legs.size),
    waits: new Uint8Array(legs.size),
    queued: 0,
  };
}

function enqueue(search: Search, place: number): void {
  if (search.waits[place] === 1) return;
  search.waits[place] = 1;
  search.queue[search.queued++] = place;
}

/** Improves around whatever waits until nothing does; answers what was gained. */
function settle(search: Search): number {
  let gained = 0;
  while (search.queued > 0) {
    const place = search.queue[--search.queued]!;
    search.waits[place] = 0;
    for (let gain = improve(search, place); gain > 0; gain = improve(search, place)) gained += gain;
  }
  return gained;
}

/** Swaps two neighbouring stretches, a double bridge close by; answers what it costs. */
function kick(search: Search, dice: Dice): number {
  const { size, costs, order } = search.round;
  const longest = Math.min(KICK_MOST, Math.floor((size - 2) / 2));
  const from = Math.floor(dice() * size);
  const middle = from + 1 + Math.floor(dice() * longest);
  const end = middle + 1 + Math.floor(dice() * longest);
  const a = order[from]!;
  const b = order[(from + 1) % size]!;
  const c = order[middle % size]!;
  const d = order[(middle + 1) % size]!;
  const e = order[end % size]!;
  const f = order[(end + 1) % size]!;
  const opened = costs[a * size + b]! + costs[c * size + d]! + costs[e * size + f]!;
  swapStretches(search.round, { before: a, first: [b, c], second: [d, e] });
  enqueueAll(search, [a, b, c, d, e, f]);
  return costs[a * size + d]! + costs[e * size + b]! + costs[c * size + f]! - opened;
}

/** Looks for one better move around a place, makes it, and answers what it gains; 0 when there is none. */
function improve(search: Search, place: number): number {
  for (const way of WAYS) {
    const gain = uncross(search, place, way) || liftFrom(search, place, way);
    if (gain > 0) return gain;
  }
  return 0;
}

/** 2-opt: leaves the leg ahead of `a` for one to a near place, and turns what lies between. */
function uncross(search: Search, a: number, way: Way): number {
  const { size, costs } = search.round;
  const { width, places } = search.near;
  const b = step(search.round, a, way);
  const leg = costs[a * size + b]!;
  for (let near = a * width; near < (a + 1) * width; near++) {
    const c = places[near]!;
    const saved = leg - costs[a * size + c]!;
    if (saved <= 0) return 0;
    const d = step(search.round, c, way);
    const gain = saved + costs[c * size + d]! - costs[b * size + d]!;
    if (gain <= 0) continue;
    flip(search.round, { before: a, first: b, last: c });
    enqueueAll(search, [a, b, c, d]);
    return gain;
  }
  return 0;
}

/** Or-opt: lifts the one to three places that begin with `first` out and puts them beside a near place. */
function liftFrom(search: Search, first: number, way: Way): number {
  const { round } = search;
  const before = step(round, first, way === 1 ? -1 : 1);
  let last = first;
  for (let length = 1; length <= LIFT_MOST; length++) {
    const after = step(round, last, way);
    const gain = putBeside(search, { before, first, last, after, way, length });
    if (gain > 0) return gain;
    last = after;
  }
  return 0;
}

/** A stretch that is being lifted, with its neighbours; it reads from `first` to `last` along `way`. */
interface Lift {
  readonly before: number;
  readonly first: number;
  readonly last: number;
  readonly after: number;
  readonly way: Way;
  readonly length: number;
}

function putBeside(search: Search, lift: Lift): number {
  const { size, costs } = search.round;
  const { width, places } = search.near;
  const { before, first, last, after } = lift;
  const leg = costs[before * size + first]!;
  const freed = leg + costs[last * size + after]! - costs[before * size + after]!;
  for (let near = first * width; near < (first + 1) * width; near++) {
    const beside = places[near]!;
    const added = costs[first * size + beside]!;
    if (leg <= added) return 0;
    if (isInside(search.round, beside, lift)) continue;
    for (const way of WAYS) {
      const other = step(search.round, beside, way);
      // The leg between the two must be there still when the stretch is out.
      if (other === first || other === last) continue;
      const gain = freed - added - costs[last * size + other]! + costs[beside * size + other]!;
      if (gain <= 0) continue;
      putDown(search, lift, { beside, other, follows: way === lift.way });
      return gain;
    }
  }
  return 0;
}

/** Whether a place is one of those that are being lifted. */
function isInside({ size, at }: Round, other: number, { first, way, length }: Lift): boolean {
  const ahead = (at[other]! - at[first]!) * way;
  return (ahead < 0 ? ahead + size : ahead) < length;
}

interface Gap {
  readonly beside: number;
  readonly other: number;
  /** Whether `other` comes after `beside` along the way of the lift. */
  readonly follows: boolean;
}

function putDown(search: Search, lift: Lift, { beside, other, follows }: Gap): void {
  const { before, first, last, after } = lift;
  if (follows) {
    swapStretches(search.round, { before, first: [first, last], second: [after, beside] });
  } else {
    flip(search.round, { before, first, last: other });
    flip(search.round, { before, first: other, last: after });
  }
  enqueueAll(search, [before, first, last, after, beside, other]);
}

function enqueueAll(search: Search, places: readonly number[]): void {
  for (const place of places) enqueue(search, place);
}
