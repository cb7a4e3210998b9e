import { array, assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { roundsBudget } from "./budget.ts";
import { seededDice } from "./dice.ts";
import { nearestNeighbour } from "./nearest-neighbour.ts";
import { nearestPlaces } from "./nearest-places.ts";
import { orOpt } from "./or-opt.ts";
import { type LegCosts, type RoundTrip, roundTripCost } from "./round-trip.ts";
import { bestKnown, readTsplib } from "../specs/tour/read-tour-data.ts";
import { twoOpt } from "./two-opt.ts";

const points = array(integer({ min: 0, max: 999 }), { minLength: 2, maxLength: 60, size: "max" });
const oneWay = array(integer({ min: 1, max: 999 }), { minLength: 4, maxLength: 400, size: "max" });

/** Stops on a line through town, so many metres from its end. */
function onALine(meters: readonly number[]): LegCosts {
  const costs = meters.flatMap((from) => meters.map((to) => Math.abs(from - to)));
  return { size: meters.length, costs: Int32Array.from(costs) };
}

/** Streets where there and back have nothing to do with each other. */
function oneWayStreets(cells: readonly number[]): LegCosts {
  const size = Math.floor(Math.sqrt(cells.length));
  return { size, costs: Int32Array.from(cells.slice(0, size * size)) };
}

function improved(legs: LegCosts, rounds = 40): RoundTrip {
  return orOpt({ legs, budget: roundsBudget(rounds), dice: seededDice(3) });
}

function isRound(legs: LegCosts, trip: RoundTrip): boolean {
  return (
    trip.length === legs.size && new Set(trip).size === legs.size && trip.every((at) => at >= 0)
  );
}

describe("a round of stops (U101, U106)", () => {
  test("goes to the nearest stop that is left, and to the first of equals", () => {
    expect([...nearestNeighbour(onALine([50, 90, 40, 60, 0]))]).toEqual([0, 2, 3, 1, 4]);
  });

  test("uncrosses two legs that cross", () => {
    const square = [
      [0, 0],
      [10, 10],
      [10, 0],
      [0, 10],
    ] as const;
    const costs = square.flatMap(([x, y]) =>
      square.map(([toX, toY]) => Math.round(100 * Math.hypot(x - toX, y - toY))),
    );
    const legs = { size: 4, costs: Int32Array.from(costs) };
    const crossed = Int32Array.from([0, 1, 2, 3]);
    expect(roundTripCost(legs, crossed)).toBe(4_828);
    expect(roundTripCost(legs, twoOpt(legs, crossed))).toBe(4_000);
  });

  test("drives a street that is a line once up and once down", () => {
    const law = property(points, (meters) => {
      const legs = onALine(meters);
      const length = 2 * (Math.max(...meters) - Math.min(...meters));
      const trip = improved(legs);
      expect(isRound(legs, trip)).toBe(true);
      if (meters.length < 10) return;
      expect(roundTripCost(legs, trip)).toBeLessThanOrEqual(length * 1.25);
    });
    assert(law, { numRuns: 60, seed: 1 });
  });

  test.for([
    ["there and back alike", points, onALine],
    ["one-way streets", oneWay, oneWayStreets],
  ] as const)("never gets worse from step to step: %s", ([, cells, street]) => {
    const law = property(cells, (numbers) => {
      const legs = street(numbers);
      const first = nearestNeighbour(legs);
      const second = twoOpt(legs, first);
      const third = improved(legs);
      expect([first, second, third].every((trip) => isRound(legs, trip))).toBe(true);
      const [greedy, uncrossed, lifted] = [first, second, third].map((trip) =>
        roundTripCost(legs, trip),
      );
      expect(uncrossed).toBeLessThanOrEqual(greedy!);
      expect(lifted).toBeLessThanOrEqual(uncrossed!);
    });
    assert(law, { numRuns: 60, seed: 2 });
  });

  test("lists the nearest of a stop, the nearest first", () => {
    const { width, places } = nearestPlaces(onALine([0, 100, 10, 40]), 2);
    expect([...places.subarray(0, width)]).toEqual([2, 3]);
    expect([...places.subarray(width, 2 * width)]).toEqual([3, 2]);
  });

  test("says the same for the same seed and count", () => {
    const legs = onALine(Array.from({ length: 40 }, (_, stop) => (stop * 619) % 1_000));
    expect(improved(legs)).toEqual(improved(legs));
  });
});

describe("rounds of the TSPLIB", () => {
  test.for([
    ["berlin52", 600, 1.0],
    ["kroA200", 1_500, 1.02],
    ["lin318", 1_500, 1.04],
  ] as const)("%s in %i kicks is within %f of the best", ([name, rounds, most], { skip }) => {
    const legs = readTsplib(name);
    if (legs === undefined) return skip("no data beside the repository");
    const cost = roundTripCost(legs, improved(legs, rounds));
    const best = bestKnown(name)!.cost;
    expect(cost).toBeGreaterThanOrEqual(best);
    expect(cost).toBeLessThanOrEqual(best * most);
  });
});
