import { buildRoute } from "./route.ts";
import { type Draft, recreate } from "./recreate.ts";
import { type RuinAndRecreate, shake, type Standing, standingOf } from "./ruin-and-recreate.ts";

/** How much worse, by lot, a plan that misses as much may be; in shares of its cost. */
const WORSE_SHARE = 0.01;

type Weigh = (jobs: readonly number[]) => number;

/**
 * Gives tours up one by one and looks for a plan that serves as much without them. Answers the last plan that
 * did. What was hard to place in the past weighs more, so that the search learns what to place first.
 */
export function fewerTours(search: RuinAndRecreate): Standing {
  const { flat, start, budget, dice } = search;
  const missed = new Float64Array(flat.jobCount).fill(1);
  const weigh: Weigh = (jobs) => jobs.reduce((sum, job) => sum + missed[job]!, 0);
  const isOpen = search.isOpen.map((open, run) =>
    start.routes[run]!.visits.length > 0 ? open : 0,
  );
  const narrow: RuinAndRecreate = { ...search, isOpen };
  let best = start;
  let current = giveUpOne(narrow, best, weigh);
  while (current !== undefined && budget.hasTime()) {
    const next = shake(narrow, current);
    for (const job of next.unserved) missed[job]!++;
    if (next.unserved.length <= best.unserved.length) {
      best = next;
      current = giveUpOne(narrow, best, weigh);
    } else if (isKept(next, current, { weigh, slack: dice() * WORSE_SHARE })) {
      current = next;
    }
  }
  return best;
}

function isKept(
  next: Standing,
  current: Standing,
  { weigh, slack }: { weigh: Weigh; slack: number },
): boolean {
  if (weigh(next.unserved) < weigh(current.unserved)) return true;
  if (next.unserved.length > current.unserved.length) return false;
  return next.cost < current.cost + toursOnly(current) * slack;
}

function toursOnly({ routes }: Standing): number {
  return routes.reduce((sum, { cost }) => sum + cost, 0);
}

/** Closes the tour whose jobs were missed least and hands them to the others; `undefined` when none can go. */
function giveUpOne(
  { flat, isOpen, dice }: RuinAndRecreate,
  { routes, runOf, unserved }: Standing,
  weigh: Weigh,
): Standing | undefined {
  const tours = routes
    .filter(({ run, visits }) => visits.length > 0 && isOpen[run] === 1)
    .filter(({ visits }) => visits.every((visit) => flat.isLocked[visit >> 1] === 0))
    .map(({ run, visits }) => ({ run, weight: weigh(visits.map((visit) => visit >> 1)) }))
    .toSorted((one, other) => one.weight - other.weight || one.run - other.run);
  const [least] = tours;
  const empty = least === undefined ? undefined : buildRoute(flat, least.run, []);
  if (least === undefined || empty === undefined || tours.length < 2) return undefined;
  isOpen[least.run] = 0;
  const jobs = new Set(routes[least.run]!.visits.map((visit) => visit >> 1));
  const draft: Draft = { flat, routes: [...routes], runOf: Int32Array.from(runOf), isOpen };
  draft.routes[least.run] = empty;
  for (const job of jobs) draft.runOf[job] = -1;
  return standingOf(draft, recreate(draft, [...unserved, ...jobs], dice));
}
