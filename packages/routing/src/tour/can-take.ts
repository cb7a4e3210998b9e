import type { FlatProblem } from "./flat-problem.ts";
import { type Draft, insertJob } from "./recreate.ts";

/** A job that is to be put in, by whom, and whether money matters. */
export interface Take {
  readonly job: number;
  /** The runs that are asked; all when absent. */
  readonly runs?: readonly number[];
  readonly isAtAnyPrice: boolean;
}

/** Whether a job can be put into a plan that stays as it is otherwise. The draft itself is left as it was. */
export function canTake(draft: Draft, { job, runs, isAtAnyPrice }: Take): boolean {
  if (draft.runOf[job]! >= 0) return false;
  const { flat } = draft;
  const prize = isAtAnyPrice ? flat.prize.map(() => Number.POSITIVE_INFINITY) : flat.prize;
  const isOpen = draft.isOpen.map((open, run) => (runs?.includes(run) === false ? 0 : open));
  const trial: Draft = {
    flat: { ...flat, prize },
    routes: [...draft.routes],
    runOf: Int32Array.from(draft.runOf),
    isOpen,
  };
  return insertJob(trial, job, () => false);
}

/** The same plan where only a job that is not in it has changed: the tours stand, what was lawful for it may not. */
export function withEased({ routes, ...draft }: Draft, flat: FlatProblem): Draft {
  return { ...draft, flat, routes: routes.map((route) => ({ ...route, lawful: new Map() })) };
}
