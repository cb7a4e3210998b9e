import { canTake, withEased } from "./can-take.ts";
import { takeUpPlan } from "./first-standing.ts";
import { flattenProblem } from "./flat-problem.ts";
import { changeProblem, type ProblemChange } from "./problem-change.ts";
import type { TourProblem, TourVehicle } from "./problem.ts";
import type { Draft } from "./recreate.ts";
import type { TourPlan } from "./tour-plan.ts";

/** Whether changes, all made at once, would serve a job. */
export type Helps = (changes: readonly ProblemChange[]) => boolean;

/** A job that is left out of a plan, and that plan as it was taken up. */
export interface LeftOut {
  readonly problem: TourProblem;
  readonly plan: TourPlan;
  readonly draft: Draft;
  readonly job: number;
}

/**
 * Opens trials of what would serve a job beside all that is planned. A change to a truck is tried on that truck alone:
 * all the others refused the job already.
 */
export function openTrials({ problem, plan, draft, job }: LeftOut): Helps {
  const fitsAnyway = canTake(draft, { job, isAtAnyPrice: false });
  const jobId = problem.jobs[job]!.id;
  return (changes) => {
    if (fitsAnyway) return true;
    const named = new Set(changes.flatMap(trucksNamed));
    if (named.size === 0) {
      const eased = flattenProblem(changes.reduce(changeProblem, problem), draft.flat);
      return canTake(withEased(draft, eased), { job, isAtAnyPrice: false });
    }
    const part = partOf(problem, plan, { named, jobId });
    const eased = flattenProblem(changes.reduce(changeProblem, part), draft.flat);
    const taken = takeUpPlan(eased, plan);
    const at = part.jobs.findIndex(({ id }) => id === jobId);
    return !("vehicle" in taken) && canTake(taken, { job: at, isAtAnyPrice: false });
  };
}

function trucksNamed(change: ProblemChange): readonly string[] {
  if ("vehicleId" in change) return [change.vehicleId];
  return "likeVehicleId" in change ? [change.likeVehicleId] : [];
}

interface Wanted {
  readonly named: ReadonlySet<string>;
  readonly jobId: string;
}

/** Some trucks with what they do and did, and a job with whoever holds it. */
function partOf(problem: TourProblem, { tours }: TourPlan, { named, jobId }: Wanted): TourProblem {
  const vehicles = problem.vehicles.filter(
    (vehicle) => named.has(vehicle.id) || boundTo(vehicle).includes(jobId),
  );
  const kept = new Set([jobId, ...vehicles.flatMap(boundTo)]);
  for (const { vehicleId, visits } of tours) {
    if (vehicles.every(({ id }) => id !== vehicleId)) continue;
    for (const visit of visits) kept.add(visit.jobId);
  }
  return { ...problem, vehicles, jobs: problem.jobs.filter(({ id }) => kept.has(id)) };
}

/** The jobs that a truck has begun, or that a lock ties to it. */
function boundTo({ executed = [], locked = [] }: TourVehicle): readonly string[] {
  return [...executed, ...locked].map(({ jobId }) => jobId);
}
