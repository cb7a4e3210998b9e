import { assert } from "@msafara/kernel";
import { canTake } from "./can-take.ts";
import { changesTogether } from "./changes-together.ts";
import { takeUpPlan } from "./first-standing.ts";
import { type FlatProblem, flattenProblem } from "./flat-problem.ts";
import { type LaterChange, leastOf } from "./least-of.ts";
import type { ProblemChange } from "./problem-change.ts";
import type { TourJob, TourProblem, TourVehicle } from "./problem.ts";
import type { Draft } from "./recreate.ts";
import type { TourPlan } from "./tour-plan.ts";
import { type Helps, openTrials } from "./open-trials.ts";

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
  /** Whether all changes were tried; where time ran out none is told, and some may help. */
  readonly isWhole: boolean;
}

const NOTHING: TourPlan = { tours: [], unserved: [], cost: 0 };

/**
 * Says of each job that a plan leaves out why that is, and what would serve it beside all the others. Reasons come
 * first, and changes as time allows; a job that nobody had the time for is not told of.
 */
export function explainUnserved(
  problem: TourProblem,
  plan: TourPlan,
  hasTime: () => boolean = () => true,
): readonly Unserved[] {
  const flat = flattenProblem(problem);
  const [planned, alone, tireless] = [
    takeUpPlan(flat, plan),
    takeUpPlan(flat, NOTHING),
    takeUpPlan(withoutHours(flat), NOTHING),
  ];
  assert(
    !("vehicle" in planned) && !("vehicle" in alone) && !("vehicle" in tireless),
    "whoever has a plan has locked stops that can be kept",
  );
  const found = plan.unserved.flatMap((jobId) => {
    const job = problem.jobs.findIndex(({ id }) => id === jobId);
    if (job < 0 || !hasTime()) return [];
    const asked = { planned, alone, tireless, job };
    const reasons = problem.vehicles.map((vehicle, index) => ({
      vehicleId: vehicle.id,
      why: reasonOf(asked, vehicle, index),
    }));
    return [{ jobId, job, reasons }];
  });
  return found.map(({ job, ...told }) => {
    const tried = openTrials({ problem, plan, draft: planned, job });
    const helps: Helps = (changes) => hasTime() && tried(changes);
    const changes = changesFor(problem, problem.jobs[job]!, helps);
    const together = changes.length > 0 ? [] : changesTogether(problem, problem.jobs[job]!, helps);
    // What was found before time ran out may not be the least.
    return hasTime()
      ? { ...told, changes, together, isWhole: true }
      : { ...told, changes: [], together: [], isWhole: false };
  });
}

/** A job, beside the plan, with nothing else to do, and so with drivers who never rest. */
interface Question {
  readonly planned: Draft;
  readonly alone: Draft;
  readonly tireless: Draft;
  readonly job: number;
}

function reasonOf(asked: Question, vehicle: TourVehicle, index: number): UnservedReason {
  const { planned, alone, tireless, job } = asked;
  const { flat } = planned;
  const { load, skills = [] } = flat.problem.jobs[job]!;
  const runs = flat.runs.flatMap((run, at) => (run.vehicle === index ? [at] : []));
  if (!skills.every((skill) => vehicle.skills?.includes(skill))) return "skill-missing";
  if (!runs.some((run) => flat.mayCarry[run * flat.jobCount + job] === 1)) return "held-by-another";
  if (load.some((amount, dimension) => amount > vehicle.capacity[dimension]!)) return "too-large";
  const isFree = (draft: Draft): boolean => canTake(draft, { job, runs, isAtAnyPrice: true });
  if (isFree(planned)) return "not-worth-it";
  if (isFree(alone)) return "no-room-left";
  return isFree(tireless) ? "beyond-hours" : "too-late";
}

function withoutHours(flat: FlatProblem): FlatProblem {
  return { ...flat, runs: flat.runs.map((run) => ({ ...run, hours: undefined })) };
}

function changesFor(problem: TourProblem, job: TourJob, helps: Helps): readonly ProblemChange[] {
  const later = [...laterChanges(problem, job)].flatMap((change) =>
    leastOf(change, (one) => helps([one])),
  );
  return [
    ...later.toSorted((one, other) => one.byMs - other.byMs),
    ...firstOfEach(otherChanges(problem, job), helps),
  ];
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

/** Of each kind of change the first that helps. */
function firstOfEach(changes: Iterable<ProblemChange>, helps: Helps): readonly ProblemChange[] {
  const found = new Map<string, ProblemChange>();
  for (const change of changes) {
    if (!found.has(change.change) && helps([change])) found.set(change.change, change);
  }
  return [...found.values()];
}
