import { isRefusal } from "@msafara/kernel";
import { array, assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { checkTours } from "../specs/tour/check-tours.ts";
import { crates, day, onAPath, onARoad, rested, truck } from "../specs/tour/day-of-tours.ts";
import { roundsBudget } from "./budget.ts";
import { checkProblem } from "./check-problem.ts";
import { seededDice } from "./dice.ts";
import { explainUnserved } from "./explain-unserved.ts";
import { flattenProblem } from "./flat-problem.ts";
import { planTours } from "./plan-tours.ts";
import type { TourMatrix, TourProblem, TourVehicle } from "./problem.ts";
import type { TourPlan } from "./tour-plan.ts";

const HOUR_MS = 3_600_000;
const TOWNS = 4;
const LONG = [{ fromMs: 0, untilMs: 2.5 * HOUR_MS }];
/** Longer than any shift. */
const APART_MS = 2_000_000_000;

function planned(problem: TourProblem): TourPlan {
  const plan = planTours({ problem, budget: roundsBudget(60), dice: seededDice(5) });
  if (isRefusal(plan)) expect.fail(JSON.stringify(plan));
  expect(checkTours(problem, plan)).toEqual([]);
  return plan;
}

/** A boda boda that knows the path between the towns. */
function boda(own: Partial<TourVehicle> = {}): TourVehicle {
  const costs = { fixed: 0, perKm: 0.2, perHour: 0 };
  return truck({ id: "KMC 001A", capacity: [1], costs, matrix: onAPath(TOWNS), ...own });
}

/** The road ends before the third town. */
function cutOff(): TourMatrix {
  const { size, durationMs, distanceM } = onARoad(TOWNS);
  const isCut = (cell: number): boolean => cell % size < 2 !== Math.floor(cell / size) < 2;
  return {
    size,
    durationMs: durationMs.map((ms, cell) => (isCut(cell) ? APART_MS : ms)),
    distanceM: distanceM.map((m, cell) => (isCut(cell) ? APART_MS : m)),
  };
}

const parcel = (own: Parameters<typeof crates>[0] = {}) =>
  crates({ id: "parcel", load: [1], delivery: { place: 2, serviceMs: 0 }, ...own });

describe("U101: a mixed fleet", () => {
  test("is planned by what each vehicle drives, in time and in kilometres", () => {
    const plan = planned(day({ jobs: [crates(), parcel()], vehicles: [truck(), boda()] }));
    const told = plan.tours.map(({ vehicleId, drivingMs, distanceM }) => [
      vehicleId,
      drivingMs / HOUR_MS,
      distanceM,
    ]);
    expect(told).toEqual([
      ["KDA 001A", 2, 120_000],
      ["KMC 001A", 2 * (0.4 + 0.6), 180_000],
    ]);
  });

  test("brings by the quicker one what the slower would bring too late", () => {
    const windows = [{ fromMs: 0, untilMs: 1.1 * HOUR_MS }];
    const soon = parcel({ delivery: { place: 2, serviceMs: 0, windows } });
    const [one] = planned(day({ jobs: [soon], vehicles: [truck(), boda()] })).tours;
    expect(one?.vehicleId).toBe("KMC 001A");
    const twoTrucks = [truck(), boda({ matrix: onARoad(TOWNS) })];
    expect(planned(day({ jobs: [soon], vehicles: twoTrucks })).unserved).toEqual(["parcel"]);
  });

  test("rests as its own hours at the wheel want it", () => {
    const far = parcel({ delivery: { place: 3, serviceMs: 0 } });
    const hours = rested();
    const slow = planned(day({ jobs: [far], vehicles: [truck({ hours })] }));
    const quick = planned(day({ jobs: [far], vehicles: [boda({ hours })] }));
    expect(slow.tours[0]?.pauses).toHaveLength(1);
    expect(quick.tours[0]?.pauses).toEqual([]);
  });

  test("C6: says of each vehicle by itself why it leaves a load out, and that one more of the other would help", () => {
    const far = crates({ id: "far", load: [1], delivery: { place: 2, serviceMs: 0 } });
    const shifts = [{ fromMs: 0, untilMs: 2 * HOUR_MS }];
    const problem = day({
      matrix: cutOff(),
      jobs: [far],
      vehicles: [truck(), boda({ shifts })],
    });
    const plan = planned(problem);
    const [left] = explainUnserved(problem, plan);
    expect(left?.reasons).toEqual([
      { vehicleId: "KDA 001A", why: "too-late" },
      { vehicleId: "KMC 001A", why: "too-late" },
    ]);
    // Neither more time nor another truck helps the truck: nothing leads there.
    expect(left?.changes).toEqual([
      { change: "longer-shift", vehicleId: "KMC 001A", byMs: HOUR_MS / 6 },
    ]);
    const both = [far, { ...far, id: "far, too" }];
    const day2 = day({ ...problem, jobs: both, vehicles: [truck(), boda({ shifts: LONG })] });
    const [second] = explainUnserved(day2, planned(day2));
    expect(second?.reasons.map(({ why }) => why)).toEqual(["too-late", "no-room-left"]);
    expect(second?.changes).toContainEqual({
      change: "another-truck",
      likeVehicleId: "KMC 001A",
    });
  });

  test("C6: keeps whoever begins and ends anywhere from a place to which nobody like it can come", () => {
    const { size, durationMs, distanceM } = onARoad(TOWNS);
    const isShut = (cell: number): boolean => cell % size === 2 || Math.floor(cell / size) === 2;
    const shut = {
      size,
      durationMs: durationMs.map((ms, cell) => (isShut(cell) ? APART_MS : ms)),
      distanceM: distanceM.map((m, cell) => (isShut(cell) ? APART_MS : m)),
    };
    const { startPlace: _start, endPlace: _end, ...anywhere } = truck();
    const survey = { id: "survey", load: [0], delivery: { place: 2, serviceMs: 0 } };
    const problem = day({ jobs: [survey], vehicles: [{ ...anywhere, matrix: shut }] });
    const plan = planned(problem);
    expect(plan.unserved).toEqual(["survey"]);
    expect(explainUnserved(problem, plan)[0]?.reasons[0]?.why).toBe("too-late");
    const both = { ...problem, vehicles: [...problem.vehicles, boda()] };
    expect(planned(both).tours.map(({ vehicleId }) => vehicleId)).toEqual(["KMC 001A"]);
  });

  test("reads each matrix once, however many drive by it, and none by which nobody drives", () => {
    const path = onAPath(TOWNS);
    const bodas = ["a", "b", "c"].map((id) => boda({ id, matrix: path }));
    expect(flattenProblem(day({ vehicles: [truck(), ...bodas] })).legs.size).toBe(2);
    expect([...flattenProblem(day({ vehicles: bodas })).legs.keys()]).toEqual([path]);
    const [first, second] = flattenProblem(day({ vehicles: bodas })).runs;
    expect(first?.legCost).toBe(second?.legCost);
    expect(first?.kind).toBe(second?.kind);
  });

  test("holds its vehicles for different ones that drive by different matrices", () => {
    const { runs } = flattenProblem(day({ vehicles: [boda(), boda({ matrix: onAPath(TOWNS) })] }));
    expect(new Set(runs.map(({ kind }) => kind)).size).toBe(2);
  });

  test("is refused where a matrix speaks of other places", () => {
    const problem = day({ vehicles: [truck(), boda({ matrix: onAPath(3) })] });
    expect(checkProblem(problem)).toMatchObject({
      facts: { field: "vehicles.KMC 001A.matrix", why: "another-size" },
    });
  });

  test("is planned as one kind is where all matrices say the same", () => {
    const anyTowns = array(integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 });
    const law = property(anyTowns, (towns) => {
      const jobs = towns.map((place, index) =>
        crates({ id: `${index}`, load: [4], delivery: { place, serviceMs: 60_000 } }),
      );
      const trucks = ["a", "b"].map((id) => truck({ id }));
      const copies = trucks.map((one) => ({ ...one, matrix: onARoad(TOWNS) }));
      expect(planned(day({ jobs, vehicles: copies }))).toMatchObject({
        cost: planned(day({ jobs, vehicles: trucks })).cost,
      });
    });
    assert(law, { numRuns: 20, seed: 15 });
  });
});
