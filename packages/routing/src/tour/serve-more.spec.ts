import { isRefusal } from "@msafara/kernel";
import { expect, test } from "vitest";
import { crates, day, truck } from "../specs/tour/day-of-tours.ts";
import { roundsBudget } from "./budget.ts";
import { seededDice } from "./dice.ts";
import { firstStanding } from "./first-standing.ts";
import { flattenProblem } from "./flat-problem.ts";
import { nearVisits } from "./near-visits.ts";
import { planTours } from "./plan-tours.ts";
import type { TourProblem } from "./problem.ts";
import { serveMore } from "./serve-more.ts";
import type { TourPlan } from "./tour-plan.ts";

const ROUNDS = 200;

const HOUR_MS = 3_600_000;
const MORNING = { shifts: [{ fromMs: 0, untilMs: 3 * HOUR_MS }] };
const COLD = truck({ id: "cold", skills: ["cold"], ...MORNING });
const FLOUR = crates({ id: "flour" });

/** Two trucks with time for one load each, and fish, which only the cold one takes. */
function fishAndFlour(fish: { readonly prize?: number } = {}): TourProblem {
  return day({
    vehicles: [COLD, truck({ id: "dry", ...MORNING })],
    jobs: [FLOUR, crates({ id: "fish", skills: ["cold"], ...fish })],
  });
}

/** The plan of an hour ago, when nobody spoke of fish. */
function flourInTheCold(): TourPlan {
  const problem = day({ vehicles: [COLD], jobs: [FLOUR] });
  const plan = planTours({ problem, budget: roundsBudget(1), dice: seededDice(1) });
  return isRefusal(plan) ? expect.unreachable(plan.refused) : plan;
}

function served(problem: TourProblem, before: TourPlan) {
  const flat = flattenProblem(problem);
  const dice = seededDice(1);
  const first = firstStanding(flat, dice, before);
  if ("vehicle" in first) expect.unreachable("nothing is locked");
  const budget = roundsBudget(ROUNDS);
  const found = serveMore({
    flat,
    start: first.standing,
    isOpen: first.isOpen,
    nearVisits: nearVisits(flat),
    budget,
    dice,
  });
  const names = (jobs: readonly number[]) => jobs.map((job) => problem.jobs[job]!.id);
  return {
    left: [names(first.standing.unserved), names(found.unserved)],
    spent: budget.spentShare(),
  };
}

test("hands a load to another truck for one that has to be served, and ends when all is", () => {
  const { left, spent } = served(fishAndFlour(), flourInTheCold());
  expect(left).toEqual([["fish"], []]);
  expect(spent).toBeLessThan(1);
});

test("thinks about nothing where all that is left out names its price", () => {
  const { left, spent } = served(fishAndFlour({ prize: 1 }), flourInTheCold());
  expect(left).toEqual([["fish"], ["fish"]]);
  expect(spent).toBe(0);
});
