import { takeUpPlan } from "./first-standing.ts";
import type { FlatProblem } from "./flat-problem.ts";
import { type Draft, insertJob } from "./recreate.ts";
import type { TourPlan } from "./tour-plan.ts";

/** A job that is to be put in, by whom, and whether money matters. */
export interface Take {
  readonly job: number;
  /** The runs that are asked; all when absent. */
  readonly runs?: readonly number[];
  readonly isAtAnyPrice: boolean;
}

/** Whether a job can be put into a plan that stays as it is otherwise. */
export function canTake(
  flat: FlatProblem,
  plan: TourPlan,
  { job, runs, isAtAnyPrice }: Take,
): boolean {
  const prize = isAtAnyPrice ? flat.prize.map(() => Number.POSITIVE_INFINITY) : flat.prize;
  const opening = takeUpPlan({ ...flat, prize }, plan);
  if ("vehicle" in opening) return false;
  const isOpen = opening.isOpen.map((open, run) => (runs?.includes(run) === false ? 0 : open));
  const draft: Draft = { ...opening, isOpen };
  return draft.runOf[job]! < 0 && insertJob(draft, job, () => false);
}
