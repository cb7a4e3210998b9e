import { canTake } from "./can-take.ts";
import { changesTogether } from "./changes-together.ts";
import { type FlatProblem, flattenProblem } from "./flat-problem.ts";
import { type LaterChange, leastOf } from "./least-of.ts";
import { changeProblem, type ProblemChange } from "./problem-change.ts";
import type { TourJob, TourProblem, TourVehicle } from "./problem.ts";
import type { TourPlan } from "./tour-plan.ts";

/** Why one truck does not take a job, the first that holds. */
export type UnservedReason =
  | "held-by-another"
  | "skill-missing"
  | "too-large"
  /** Not in time even with nothing else to do. */
  | "too-late"
  /** In time, but not within the driver's hours. */
  | "beyond-hours"
  /** Alone yes, beside what the truck does already no. */
  | "no-room-left"
  /** It would fit, and cost more than leaving it out. */
  | "not-worth-it";

/** A job that nobody takes: each truck's reason, and what would help, the smallest first. */
export interface Unserved {
  readonly jobId: string;
  readonly reasons: readonly { readonly vehicleId: string; readonly why: UnservedReason }[];
  /** Each alone is enough, and each is the least of its kind to the minute. Empty: no single change helps. */
  readonly changes: readonly ProblemChange[];
  /** Where no single change helps: those that help together, none of which could be spared. */
  readonly together: readonly ProblemChange[];
}

/** Says of each job that a plan leaves out why that is, and what would serve it beside all the others. */
export function explainUnserved(problem: TourProblem, plan: TourPlan): readonly Unserved[] {
  const flat = flattenProblem(problem);
  return plan.unserved.flatMap((jobId) => {
    const job = problem.jobs.findIndex(({ id }) => id === jobId);
    if (job < 0) return [];
    const reasons = problem.vehicles.map((vehicle, index) => ({
      vehicleId: vehicle.id,
      why: reasonOf({ problem, plan, flat, job }, vehicle, index),
    }));
    const changes = changesFor(problem, plan, problem.jobs[job]!);
    const together = changes.length > 0 ? [] : changesTogether(problem, plan, job);
    return [{ jobId, reasons, changes, together }];
  });
}

interface Question {
  readonly problem: TourProblem;
  readonly plan: TourPlan;
  readonly flat: FlatProblem;
  readonly job: number;
}

function reasonOf(asked: Question, vehicle: TourVehicle, index: number): UnservedReason {
  const { problem, plan, flat, job } = asked;
  const { load, skills = [] } = problem.jobs[job]!;
  const runs = flat.runs.flatMap((run, at) => (run.vehicle === index ? [at] : []));
  if (!skills.every((skill) => vehicle.skills?.includes(skill))) return "skill-missing";
  if (!runs.some((run) => flat.mayCarry[run * flat.jobCount + job] === 1)) return "held-by-another";
  if (load.some((amount, dimension) => amount > vehicle.capacity[dimension]!)) return "too-large";
  const none: TourPlan = { tours: [], unserved: [], cost: 0 };
  const isFree = (from: FlatProblem, start: TourPlan): boolean =>
    canTake(from, start, { job, runs, isAtAnyPrice: true });
  if (isFree(flat, plan)) return "not-worth-it";
  if (isFree(flat, none)) return "no-room-left";
  return isFree(withoutHours(flat), none) ? "beyond-hours" : "too-late";
}

function withoutHours(flat: FlatProblem): FlatProblem {
  return { ...flat, runs: flat.runs.map((run) => ({ ...run, hours: undefined })) };
}

function changesFor(problem: TourProblem, plan: TourPlan, job: TourJob): readonly ProblemChange[] {
  const index = problem.jobs.indexOf(job);
  const helps = (change: ProblemChange): boolean =>
    canTake(flattenProblem(changeProblem(problem, change)), plan, {
      job: index,
      isAtAnyPrice: false,
    });
  const later = [...laterChanges(problem, job)].flatMap((change) => leastOf(change, helps));
  const others = [...otherChanges(problem, job)].filter(helps);
  return [...later.toSorted((one, other) => one.byMs - other.byMs), ...firstOfEach(others)];
}

function* laterChanges({ vehicles }: TourProblem, job: TourJob): Generator<LaterChange> {
  const jobId = job.id;
  const byMs = 0;
  for (const what of ["pickup", "delivery"] as const) {
    if ((job[what]?.windows ?? []).length > 0) yield { change: "later-window", jobId, what, byMs };
  }
  if (job.deadlineMs !== undefined) yield { change: "later-deadline", jobId, byMs };
  for (const { id } of vehicles) yield { change: "longer-shift", vehicleId: id, byMs };
}

function* otherChanges({ vehicles }: TourProblem, job: TourJob): Generator<ProblemChange> {
  const { id: jobId, load, skills = [] } = job;
  if (job.prize !== undefined) {
    yield { change: "higher-prize", jobId, prize: Number.MAX_SAFE_INTEGER };
  }
  for (const vehicle of vehicles) {
    const missing = skills.filter((skill) => !vehicle.skills?.includes(skill));
    if (missing.length > 0) yield { change: "more-skills", vehicleId: vehicle.id, skills: missing };
  }
  for (const vehicle of vehicles) yield* enlarged(vehicle, load);
  for (const { id } of vehicles) yield { change: "another-truck", likeVehicleId: id };
}

/** Room for the job alone, or beside as much as the truck can hold already. */
function* enlarged(
  { id, capacity }: TourVehicle,
  load: readonly number[],
): Generator<ProblemChange> {
  const alone = capacity.map((amount, dimension) => Math.max(amount, load[dimension]!));
  const beside = capacity.map((amount, dimension) => amount + load[dimension]!);
  yield { change: "more-capacity", vehicleId: id, capacity: alone };
  yield { change: "more-capacity", vehicleId: id, capacity: beside };
}

function firstOfEach(changes: readonly ProblemChange[]): readonly ProblemChange[] {
  return changes.filter(
    ({ change }, index) => changes.findIndex((other) => other.change === change) === index,
  );
}
