import type { Budget } from "./budget.ts";
import type { Dice } from "./dice.ts";
import { type LegCosts, type RoundTrip, roundTripCost } from "./round-trip.ts";
import { improveOnce } from "./two-opt.ts";

const LIFT_MOST = 3;

/** A round to improve on costs that differ there and back, for how long, and with which luck. */
interface OneWayOrOpt {
  readonly legs: LegCosts;
  readonly start: RoundTrip;
  readonly budget: Budget;
  readonly dice: Dice;
}

/**
 * Or-opt where there and back differ: stretches are lifted without being turned, and what 2-opt turns is paid
 * in its new direction. Each kick costs a whole sweep, which suits the tens of stops of a real tour.
 */
export function oneWayOrOpt({ legs, start, budget, dice }: OneWayOrOpt): RoundTrip {
  let best = settled(legs, start);
  let bestCost = roundTripCost(legs, best);
  while (budget.hasTime()) {
    const next = settled(legs, kicked(best, dice));
    const cost = roundTripCost(legs, next);
    if (cost > bestCost) continue;
    best = next;
    bestCost = cost;
  }
  return best;
}

/** Swaps two neighbouring stretches anywhere behind the first place. */
function kicked(trip: RoundTrip, dice: Dice): RoundTrip {
  const lots = [0, 0, 0].map(() => 1 + Math.floor(dice() * trip.length));
  const [from = 1, middle = 1, to = 1] = lots.toSorted((one, other) => one - other);
  return swapped(trip, { from, middle, to });
}

interface Cuts {
  readonly from: number;
  readonly middle: number;
  readonly to: number;
}

function swapped(trip: RoundTrip, { from, middle, to }: Cuts): RoundTrip {
  const next = Int32Array.from(trip);
  next.set(trip.subarray(middle, to), from);
  next.set(trip.subarray(from, middle), from + to - middle);
  return next;
}

function settled(legs: LegCosts, trip: RoundTrip): RoundTrip {
  let order: RoundTrip = Int32Array.from(trip);
  for (;;) {
    const lift = betterLift(legs, order);
    if (lift === undefined) {
      if (!improveOnce(legs, order)) return order;
    } else {
      order = swapped(order, lift);
    }
  }
}

/** The first lift that gains something: one stretch of up to three places changes sides with its neighbours. */
function betterLift({ size, costs }: LegCosts, order: RoundTrip): Cuts | undefined {
  const leg = (from: number, to: number): number =>
    costs[order[from]! * size + order[to === size ? 0 : to]!]!;
  const gain = ({ from, middle, to }: Cuts): number =>
    leg(from - 1, from) +
    leg(middle - 1, middle) +
    leg(to - 1, to) -
    leg(from - 1, middle) -
    leg(to - 1, from) -
    leg(middle - 1, to);
  for (let from = 1; from < size - 1; from++) {
    for (let middle = from + 1; middle < size; middle++) {
      const cuts = firstGain({ from, middle, size }, gain);
      if (cuts !== undefined) return cuts;
    }
  }
  return undefined;
}

/** One of the two stretches is short; the other is what it jumps over. */
function firstGain(
  { from, middle, size }: { from: number; middle: number; size: number },
  gain: (cuts: Cuts) => number,
): Cuts | undefined {
  const most = middle - from <= LIFT_MOST ? size : Math.min(size, middle + LIFT_MOST);
  for (let to = middle + 1; to <= most; to++) {
    if (gain({ from, middle, to }) > 0) return { from, middle, to };
  }
  return undefined;
}
