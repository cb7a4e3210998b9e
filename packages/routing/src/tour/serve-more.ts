import { isDue } from "./flat-problem.ts";
import { type RuinAndRecreate, shake, type Standing } from "./ruin-and-recreate.ts";

/** How much worse, by lot, a plan that leaves as much out may be; in shares of its cost. */
const WORSE_SHARE = 0.01;

/**
 * Looks for a plan that leaves out nothing that has to be served, whatever that costs. What was left out in the past
 * weighs more, so that the search learns what to place first: where windows are narrow it is one load that decides.
 */
export function serveMore(search: RuinAndRecreate): Standing {
  const { flat, start, budget, dice } = search;
  const missed = new Float64Array(flat.jobCount).fill(1);
  const dueOf = ({ unserved }: Standing) => unserved.filter((job) => isDue(flat, job));
  const weightOf = (plan: Standing) => dueOf(plan).reduce((sum, job) => sum + missed[job]!, 0);
  let [best, current] = [start, start];
  while (dueOf(best).length > 0 && budget.hasTime()) {
    const next = shake(search, current);
    for (const job of dueOf(next)) missed[job]!++;
    if (next.cost < best.cost) best = next;
    const slack = dice() * WORSE_SHARE * drivenFor(current);
    const isAsGood = dueOf(next).length <= dueOf(current).length;
    if (weightOf(next) < weightOf(current) || (isAsGood && next.cost < current.cost + slack)) {
      current = next;
    }
  }
  return best;
}

function drivenFor({ routes }: Standing): number {
  return routes.reduce((sum, { cost }) => sum + cost, 0);
}
