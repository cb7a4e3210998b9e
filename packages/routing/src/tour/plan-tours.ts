import { refuse, type Refusal } from "@msafara/kernel";
import { type Budget, firstShare, restOf } from "./budget.ts";
import { checkProblem, type ProblemRefusal } from "./check-problem.ts";
import { type Dice, seededDice } from "./dice.ts";
import { fewerTours } from "./fewer-tours.ts";
import { type FlatProblem, flattenProblem } from "./flat-problem.ts";
import { layTours } from "./lay-tours.ts";
import { nearVisits } from "./near-visits.ts";
import type { TourProblem } from "./problem.ts";
import { firstStanding, type Opening } from "./first-standing.ts";
import { ruinAndRecreate, type Standing } from "./ruin-and-recreate.ts";
import { serveMore } from "./serve-more.ts";
import type { TourPlan } from "./tour-plan.ts";
import { tryAllPlans } from "./try-all-plans.ts";

const SEEDS = 4_294_967_296;
/** How much of the budget goes into giving up tours, where going out at all costs something. */
const FEWER_SHARE = 0.4;
/** How much at most into serving what has to be served, where the first plan does not. */
const SERVE_SHARE = 0.3;

/** A problem, for how long to think about it, and with which luck. */
export interface PlanTours {
  readonly problem: TourProblem;
  readonly budget: Budget;
  /** Drawn from once, for the seed of the search. */
  readonly dice: Dice;
  /** A plan to go on from, whole or in parts; what no longer fits in it is planned anew. */
  readonly warmStart?: TourPlan;
}

/** A locked stop that cannot be kept: there is no plan to speak of. */
export type LockRefusal = Refusal<"locked-stops-cannot-be-kept">;

/**
 * Plans tours as good as the budget allows: at any end of it there is a plan, and it can be driven. Where so few plans are
 * possible that all can be tried, it is the least of them, and the rest of the budget is not spent.
 */
export function planTours(asked: PlanTours): TourPlan | ProblemRefusal | LockRefusal {
  const nonsense = checkProblem(asked.problem);
  if (nonsense !== undefined) return nonsense;
  const flat = flattenProblem(asked.problem);
  const dice = seededDice(asked.dice() * SEEDS);
  const first = firstStanding(flat, dice, asked.warmStart);
  if ("vehicle" in first) return refuse("locked-stops-cannot-be-kept", { vehicle: first.vehicle });
  const least = tryAllPlans(flat, first, asked.budget);
  return layTours(flat, least ?? improve(flat, first, { budget: asked.budget, dice }));
}

interface Means {
  readonly budget: Budget;
  readonly dice: Dice;
}

/** First all that has to be served, then fewer tours where a tour costs something by itself, then shorter ones. */
function improve(flat: FlatProblem, first: Opening, { budget, dice }: Means): Standing {
  const search = { flat, isOpen: first.isOpen, nearVisits: nearVisits(flat), dice };
  const serving = firstShare(budget, SERVE_SHARE);
  const start = serveMore({ ...search, start: first.standing, budget: serving });
  const left = restOf(budget, budget.spentShare());
  const isDear = flat.runs.some(({ fixed }) => fixed > 0);
  if (!isDear) return ruinAndRecreate({ ...search, start, budget: left });
  const fewer = fewerTours({ ...search, start, budget: firstShare(left, FEWER_SHARE) });
  return ruinAndRecreate({ ...search, start: fewer, budget: restOf(left, FEWER_SHARE) });
}
