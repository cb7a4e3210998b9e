import { isRefusal } from "@msafara/kernel";
import { array, assert, constantFrom, integer, property, record, sample } from "fast-check";
import { describe, expect, test } from "vitest";
import { EU_561, kenyaRules, US_PROPERTY } from "../hours/hours-rules.ts";
import { restedState } from "../hours/hours-state.ts";
import { PAIRS } from "../specs/how-many-pairs.ts";
import { checkTours } from "../specs/tour/check-tours.ts";
import { crates, day, onARoad, truck } from "../specs/tour/day-of-tours.ts";
import { roundsBudget } from "../tour/budget.ts";
import { seededDice } from "../tour/dice.ts";
import { explainUnserved } from "../tour/explain-unserved.ts";
import type { TourProblem } from "../tour/problem.ts";
import { bundleLoads, type Bundles } from "./bundle-loads.ts";

const HOUR_MS = 3_600_000;

function shared(problem: TourProblem, rounds = 30): Bundles {
  const bundles = bundleLoads({ problem, budget: roundsBudget(rounds), dice: seededDice(4) });
  if (isRefusal(bundles)) expect.fail(JSON.stringify(bundles));
  return bundles;
}

const load = (id: string, ends: readonly [number, number], own: object = {}) =>
  crates({
    id,
    pickup: { place: ends[0], serviceMs: 0 },
    delivery: { place: ends[1], serviceMs: 0 },
    load: [5],
    prize: 1_000,
    ...own,
  });

describe("C8: loads in one bundle", () => {
  test("are hauled there and back for one price, and leave nothing empty", () => {
    const jobs = [load("out", [0, 2]), load("back", [2, 0])];
    const { bundles, unserved, emptyM } = shared(day({ jobs }));
    expect(unserved).toEqual([]);
    expect(bundles).toMatchObject([
      { loadIds: ["out", "back"], payCents: 2_000, spentCents: 240, profitCents: 1_760 },
    ]);
    expect(emptyM).toBe(0);
  });

  test("ride side by side where there is room, and one after the other where there is none", () => {
    const jobs = [load("near", [0, 2]), load("far", [0, 3])];
    expect(shared(day({ jobs })).bundles[0]!.tour.distanceM).toBe(360_000);
    const full = day({ jobs, vehicles: [truck({ capacity: [5] })] });
    expect(shared(full).bundles[0]).toMatchObject({ loadedM: 300_000, emptyM: 300_000 });
  });

  test("cost a truck that drives home anyway no more than the detour", () => {
    const home = truck({ startPlace: 3, endPlace: 0, drivesAnyway: true });
    const jobs = [load("on the way", [2, 1]), load("not worth it", [3, 2], { prize: 0 })];
    const { bundles, emptyM } = shared(day({ jobs, vehicles: [home] }));
    expect(bundles[0]).toMatchObject({ spentCents: 0, loadIds: ["not worth it", "on the way"] });
    expect(emptyM).toBe(60_000);
    const idle = shared(day({ jobs: [load("large", [0, 1], { load: [99] })], vehicles: [home] }));
    expect(idle.bundles).toEqual([]);
    expect(idle.emptyM).toBe(180_000);
  });

  test("leave a truck with ways of its own empty by its own kilometres", () => {
    const matrix = onARoad(5, HOUR_MS);
    const around = { ...matrix, distanceM: matrix.distanceM.map((meters) => meters * 2) };
    const home = truck({ startPlace: 3, endPlace: 0, drivesAnyway: true, matrix: around });
    const bundle = (jobs: TourProblem["jobs"]) => shared(day({ matrix, jobs, vehicles: [home] }));
    const { bundles, emptyM } = bundle([load("on the way", [2, 1])]);
    const alone = around.distanceM[3 * 5]!;
    expect(bundles).toMatchObject([{ spentCents: 0, loadedM: around.distanceM[2 * 5 + 1] }]);
    expect(emptyM).toBe(alone - around.distanceM[2 * 5 + 1]!);
    expect(bundle([load("large", [0, 1], { load: [99] })]).emptyM).toBe(alone);
  });

  test("are left where nobody is home in time, with the reason and what would help", () => {
    const jobs = [load("too far", [1, 3])];
    const problem = day({
      jobs,
      vehicles: [truck({ shifts: [{ fromMs: 0, untilMs: 5 * HOUR_MS }] })],
    });
    const { plan, unserved } = shared(problem);
    expect(unserved).toEqual(["too far"]);
    const [reason] = explainUnserved(problem, plan);
    expect(reason!.reasons).toEqual([{ vehicleId: "KDA 001A", why: "too-late" }]);
    expect(reason!.changes[0]).toEqual({
      change: "longer-shift",
      vehicleId: "KDA 001A",
      byMs: HOUR_MS,
    });
  });
});

const anyLoad = record({
  from: integer({ min: 0, max: 4 }),
  to: integer({ min: 0, max: 4 }),
  load: integer({ min: 1, max: 10 }),
  opens: integer({ min: 0, max: 30 }),
  stays: integer({ min: 0, max: 24 }),
  pay: integer({ min: 0, max: 900 }),
});
const anyTruck = record({
  start: integer({ min: 0, max: 4 }),
  end: integer({ min: 0, max: 4 }),
  days: integer({ min: 1, max: 8 }),
  rules: constantFrom(EU_561, US_PROPERTY, kenyaRules()),
  drivesAnyway: constantFrom(true, false),
});
const anyMarket = record({
  loads: array(anyLoad, { minLength: 1, maxLength: 9 }),
  trucks: array(anyTruck, { minLength: 1, maxLength: 4 }),
});

/** Towns five hours apart, so that days and nights count. */
function marketFrom({
  loads,
  trucks,
}: ReturnType<typeof anyMarket.generate>["value"]): TourProblem {
  return day({
    matrix: onARoad(5, 5 * HOUR_MS),
    jobs: loads.map(({ from, to, load: amount, opens, stays, pay }, i) => {
      const windows = [{ fromMs: opens * HOUR_MS, untilMs: (opens + stays) * HOUR_MS }];
      const pickup = { place: from, serviceMs: HOUR_MS, windows };
      return { ...load(`${i}`, [from, to], { load: [amount], prize: pay }), pickup };
    }),
    vehicles: trucks.map(({ start, end, days, rules, drivesAnyway }, i) =>
      truck({
        id: `truck ${i}`,
        startPlace: start,
        endPlace: end,
        shifts: [{ fromMs: 0, untilMs: days * 24 * HOUR_MS }],
        hours: { rules, state: restedState(0) },
        drivesAnyway,
      }),
    ),
  });
}

describe("any market", { timeout: 120_000 }, () => {
  test("is shared out such that an independent judge finds nothing wrong", () => {
    const law = property(anyMarket, (drawn) => {
      const problem = marketFrom(drawn);
      const { bundles, plan, unserved } = shared(problem, 8);
      expect(checkTours(problem, plan)).toEqual([]);
      expect(unserved.length + bundles.flatMap(({ loadIds }) => loadIds).length).toBe(
        problem.jobs.length,
      );
      const spent = bundles.reduce((sum, { spentCents }) => sum + spentCents, 0);
      expect(spent).toBeCloseTo(plan.cost, 6);
      for (const { emptyM, loadedM, tour } of bundles) {
        expect(emptyM + loadedM).toBe(tour.distanceM);
        expect(emptyM).toBeGreaterThanOrEqual(0);
      }
    });
    assert(law, { numRuns: PAIRS, seed: 21 });
  });

  test("leaves no load without a reason for each truck", () => {
    for (const drawn of sample(anyMarket, { numRuns: 10, seed: 22 })) {
      const problem = marketFrom(drawn);
      const { plan } = shared(problem, 4);
      const told = explainUnserved(problem, plan);
      expect(told.map(({ jobId }) => jobId)).toEqual(plan.unserved);
      for (const { reasons } of told) expect(reasons).toHaveLength(problem.vehicles.length);
    }
  });
});
