import type { Budget } from "./budget.ts";
import type { Dice } from "./dice.ts";
import type { FlatProblem } from "./flat-problem.ts";
import { type Draft, recreate, takeOut } from "./recreate.ts";
import type { Route } from "./route.ts";
import { ruin } from "./ruin.ts";

/**
 * How hot the search begins and how cold it ends, in shares of what driving to one job costs on average. It begins
 * hot enough to lose a whole tour: where windows are wide, one tour too many is a trap that no mild search leaves.
 */
const HOT_SHARE = 3;
const COLD_SHARE = 0.002;

/** A plan as the search keeps it. Routes never change; a plan that is left behind is simply dropped. */
export interface Standing {
  readonly routes: readonly Route[];
  readonly runOf: Int32Array;
  readonly unserved: readonly number[];
  /** Tours, and the prizes of what is not served. */
  readonly cost: number;
}

/** A plan to improve, for how long, and with which luck. */
export interface RuinAndRecreate {
  readonly flat: FlatProblem;
  readonly start: Standing;
  readonly isOpen: Uint8Array;
  readonly nearVisits: readonly Int32Array[];
  readonly budget: Budget;
  readonly dice: Dice;
}

/**
 * Takes neighbouring strings out of a plan and puts them back better, and now and then accepts worse, less and
 * less so. Answers the best plan it met; never worse than the start, whenever the budget ends.
 */
export function ruinAndRecreate(search: RuinAndRecreate): Standing {
  const { flat, start, budget, dice } = search;
  const perJob =
    drivingCost(flat, start.routes) / Math.max(1, flat.jobCount - start.unserved.length);
  let current = start;
  let best = start;
  while (budget.hasTime()) {
    const heat = perJob * HOT_SHARE * (COLD_SHARE / HOT_SHARE) ** budget.spentShare();
    const next = shake(search, current);
    if (next.cost < current.cost - heat * Math.log(dice() || Number.MIN_VALUE)) current = next;
    if (next.cost < best.cost) best = next;
  }
  return best;
}

/** One blow and its repair. The plan that is handed in stays as it is. */
export function shake(
  search: Pick<RuinAndRecreate, "flat" | "isOpen" | "nearVisits" | "dice">,
  { routes, runOf, unserved }: Standing,
): Standing {
  const { flat, isOpen, nearVisits, dice } = search;
  const draft: Draft = { flat, routes: [...routes], runOf: Int32Array.from(runOf), isOpen };
  const tours = routes.map(({ visits }) => visits);
  const removed = takeOut(draft, ruin({ flat, nearVisits, tours, runOf }, dice));
  return standingOf(draft, recreate(draft, [...unserved, ...removed], dice));
}

/** A draft as a plan, with what it costs. */
export function standingOf(draft: Draft, unserved: readonly number[]): Standing {
  const { flat, routes, runOf } = draft;
  const missed = unserved.reduce((sum, job) => sum + flat.prize[job]!, 0);
  return { routes, runOf, unserved, cost: toursCost(routes) + missed };
}

function toursCost(routes: readonly Route[]): number {
  let sum = 0;
  for (const { cost } of routes) sum += cost;
  return sum;
}

/** What tours cost without what going out costs by itself: a dear truck says nothing about how far jobs lie. */
function drivingCost({ runs }: FlatProblem, routes: readonly Route[]): number {
  let sum = 0;
  for (const { run, visits, cost } of routes) if (visits.length > 0) sum += cost - runs[run]!.fixed;
  return sum;
}
