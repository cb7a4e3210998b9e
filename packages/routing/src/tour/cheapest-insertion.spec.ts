import { array, assert, integer, nat, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { crates, day, onAPath, onARoad, truck } from "../specs/tour/day-of-tours.ts";
import { type Probe, probeRoute, visitsWith } from "./cheapest-insertion.ts";
import { type FlatProblem, flattenProblem } from "./flat-problem.ts";
import { buildRoute, type Route } from "./route.ts";

const HOUR_MS = 3_600_000;

const anyJob = record({
  from: integer({ min: 0, max: 4 }),
  to: integer({ min: 0, max: 4 }),
  load: integer({ min: 0, max: 8 }),
  opens: integer({ min: 0, max: 8 }),
  stays: integer({ min: 0, max: 3 }),
  reopens: integer({ min: 0, max: 4 }),
  kind: integer({ min: 0, max: 4 }),
});

/** Any few jobs, some with one end alone, some with a gate that closes at noon; a truck, and one with ways of its own. */
function dayOf(jobs: readonly ReturnType<typeof anyJob.generate>["value"][]): FlatProblem {
  return flattenProblem(
    day({
      matrix: onARoad(5, 0.6 * HOUR_MS),
      jobs: jobs.map(({ from, to, load, opens, stays, reopens, kind }, index) => {
        const closes = opens + stays;
        const windows = [
          { fromMs: opens * HOUR_MS, untilMs: closes * HOUR_MS },
          { fromMs: (closes + reopens) * HOUR_MS, untilMs: (closes + reopens + 2) * HOUR_MS },
        ];
        const pickup = { place: from, serviceMs: 300_000 };
        const delivery = { place: to, serviceMs: 300_000, windows };
        const both = { pickup, delivery };
        const ends = [both, both, both, { delivery }, { pickup }][kind]!;
        return { id: `job ${index}`, load: [load], ...ends };
      }),
      vehicles: [
        truck({ endPlace: 4, costs: { fixed: 5, perKm: 1, perHour: 0 } }),
        truck({ id: "KMC 001A", endPlace: 4, matrix: onAPath(5, 0.6 * HOUR_MS) }),
      ],
    }),
  );
}

function probed(flat: FlatProblem, route: Route, job: number): Probe["best"] {
  const probe: Probe = { flat, job, blinks: () => false, best: undefined };
  probeRoute(probe, route);
  return probe.best;
}

/** Every pair of slots, each driven from end to end. */
function leastByTrying(flat: FlatProblem, route: Route, job: number): number {
  const slots = Array.from({ length: route.visits.length + 1 }, (_, slot) => slot);
  const costs = slots.flatMap((pickupSlot) =>
    slots
      .filter((deliverySlot) => deliverySlot >= pickupSlot)
      .map((deliverySlot) => visitsWith(flat, job, { route, pickupSlot, deliverySlot, cost: 0 }))
      .map((visits) => buildRoute(flat, route.run, visits)?.cost ?? Number.POSITIVE_INFINITY),
  );
  return Math.min(...costs) - route.cost;
}

describe("the cheapest slot", () => {
  test("is the one that trying them all would find, whatever the windows and loads", () => {
    let found = 0;
    const anyJobs = array(anyJob, { minLength: 1, maxLength: 7, size: "max" });
    const law = property(anyJobs, nat({ max: 1 }), (jobs, run) => {
      const flat = dayOf(jobs);
      let route = buildRoute(flat, run, [])!;
      for (const job of jobs.keys()) {
        const best = probed(flat, route, job);
        const cost = best?.cost ?? Number.POSITIVE_INFINITY;
        const least = leastByTrying(flat, route, job);
        if (Number.isFinite(least)) expect(cost).toBeCloseTo(least, 6);
        else expect(best).toBeUndefined();
        if (best === undefined) continue;
        found++;
        route = buildRoute(flat, run, visitsWith(flat, job, best))!;
      }
    });
    assert(law, { numRuns: 150, seed: 4 });
    expect(found).toBeGreaterThan(300);
  });

  test("is not in front of a locked stop", () => {
    const locked = [{ jobId: "far", what: "pickup" }] as const;
    const far = crates({ id: "far", pickup: { place: 3, serviceMs: 0 }, load: [0] });
    const flat = flattenProblem(day({ jobs: [crates(), far], vehicles: [truck({ locked })] }));
    const route = buildRoute(flat, 0, [2, 3])!;
    expect(probed(flat, route, 0)?.pickupSlot).toBe(1);
  });
});
