import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import {
  planTours,
  roundsBudget,
  seededDice,
  type Tour,
  type TourPlan,
  type TourProblem,
} from "../../index.ts";
import { checkTours } from "./check-tours.ts";
import { crates, day, onAPath, onARoad, rested, truck } from "./day-of-tours.ts";

const HOUR_MS = 3_600_000;

/** A lawful driver brings two loads of crates over long legs, one of them inside a window. */
const PROBLEM: TourProblem = day({
  matrix: onARoad(4, 2.5 * HOUR_MS),
  jobs: [
    crates({ id: "tea", load: [4] }),
    crates({
      id: "milk",
      load: [5],
      delivery: { place: 1, serviceMs: 0, windows: [{ fromMs: 0, untilMs: 4 * HOUR_MS }] },
      deadlineMs: 4 * HOUR_MS,
    }),
  ],
  vehicles: [truck({ hours: rested() })],
});

function goodPlan(): TourPlan {
  const budget = roundsBudget(20);
  const plan = planTours({ problem: PROBLEM, budget, dice: seededDice(2) });
  return isRefusal(plan) ? expect.fail(JSON.stringify(plan)) : plan;
}

function withTour(change: (tour: Tour) => Tour): TourPlan {
  const plan = goodPlan();
  return { ...plan, tours: plan.tours.map(change) };
}

describe("the judge of plans", () => {
  test("accepts a plan that can be driven", () => {
    expect(goodPlan().unserved).toEqual([]);
    expect(checkTours(PROBLEM, goodPlan())).toEqual([]);
  });

  test.for([
    [
      "a job that nobody speaks of",
      withTour((tour) => ({ ...tour, visits: tour.visits.slice(0, -1) })),
    ],
    [
      "a delivery before its pickup",
      withTour((tour) => ({ ...tour, visits: tour.visits.toReversed() })),
    ],
    ["a truck that leaves before its shift", withTour((tour) => ({ ...tour, startMs: -1 }))],
    ["a truck that flies home", withTour((tour) => ({ ...tour, endMs: tour.endMs - 1 }))],
    [
      "a break that is left out",
      withTour((tour) => ({ ...tour, pauses: [], endMs: tour.endMs - 0.75 * HOUR_MS })),
    ],
    [
      "a kilometre that nobody drives",
      withTour((tour) => ({ ...tour, distanceM: tour.distanceM - 1_000 })),
    ],
    ["a wrong bill", { ...goodPlan(), cost: goodPlan().cost + 1 }],
    ["a job both served and not", { ...goodPlan(), unserved: ["tea"] }],
  ] as const)("catches %s", ([, plan]) => {
    expect(checkTours(PROBLEM, plan)).not.toEqual([]);
  });

  test.for([
    ["a truck that is too small", { vehicles: [truck({ capacity: [8], hours: rested() })] }],
    [
      "a window that is over",
      {
        jobs: [
          PROBLEM.jobs[0]!,
          {
            ...PROBLEM.jobs[1]!,
            delivery: { place: 1, serviceMs: 0, windows: [{ fromMs: 0, untilMs: 1 }] },
          },
        ],
      },
    ],
    [
      "a deadline that is over",
      { jobs: [PROBLEM.jobs[0]!, { ...PROBLEM.jobs[1]!, deadlineMs: 1 }] },
    ],
    [
      "a gate that is closed",
      { places: [{ open: [{ fromMs: 11 * HOUR_MS, untilMs: 12 * HOUR_MS }] }] },
    ],
    [
      "a skill that is missing",
      { jobs: [{ ...PROBLEM.jobs[0]!, skills: ["adr"] }, PROBLEM.jobs[1]!] },
    ],
    [
      "a lock that is not kept",
      { vehicles: [truck({ hours: rested(), locked: [{ jobId: "tea", what: "delivery" }] })] },
    ],
    [
      "a truck that is as quick as a motorcycle",
      { vehicles: [truck({ hours: rested(), matrix: onAPath(4, 2.5 * HOUR_MS) })] },
    ],
    [
      "a shift that is over",
      { vehicles: [truck({ hours: rested(), shifts: [{ fromMs: 0, untilMs: HOUR_MS }] })] },
    ],
  ] as const)("catches %s in a world that changed", ([, spoil]) => {
    expect(checkTours({ ...PROBLEM, ...spoil }, goodPlan())).not.toEqual([]);
  });
});
