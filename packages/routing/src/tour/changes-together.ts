import { type LaterChange, leastOf, mostOf } from "./least-of.ts";
import type { Helps } from "./open-trials.ts";
import type { ProblemChange } from "./problem-change.ts";
import type { TourJob, TourProblem, TourVehicle } from "./problem.ts";

/**
 * Finds changes that serve a job together where none does alone: everything about the job is eased, or about it and
 * one truck, then whatever can be spared is put back, and what remains is made as small as it may be. Empty: not even
 * all of it helps.
 */
export function changesTogether(
  { vehicles }: TourProblem,
  job: TourJob,
  helps: Helps,
): readonly ProblemChange[] {
  const ofJob = [...changesOfJob(job)];
  const ofTrucks = vehicles.map((vehicle) => [...ofJob, ...changesOfTruck(vehicle, job)]);
  for (const all of [ofJob, ...ofTrucks]) {
    if (helps(all)) return tightened(needed(all, helps), helps);
  }
  return [];
}

function* changesOfJob(job: TourJob): Generator<ProblemChange> {
  const { id: jobId } = job;
  for (const what of ["pickup", "delivery"] as const) {
    const hasWindows = (job[what]?.windows ?? []).length > 0;
    if (hasWindows) yield mostOf({ change: "later-window", jobId, what, byMs: 0 });
  }
  if (job.deadlineMs !== undefined) yield mostOf({ change: "later-deadline", jobId, byMs: 0 });
  if (job.prize !== undefined) {
    yield { change: "higher-prize", jobId, prize: Number.MAX_SAFE_INTEGER };
  }
}

function* changesOfTruck(
  vehicle: TourVehicle,
  { load, skills = [] }: TourJob,
): Generator<ProblemChange> {
  const vehicleId = vehicle.id;
  yield mostOf({ change: "longer-shift", vehicleId, byMs: 0 });
  const capacity = vehicle.capacity.map((amount, dimension) => amount + load[dimension]!);
  yield { change: "more-capacity", vehicleId, capacity };
  const missing = skills.filter((skill) => !vehicle.skills?.includes(skill));
  if (missing.length > 0) yield { change: "more-skills", vehicleId, skills: missing };
}

/** Without any one of these the others do not help. */
function needed(all: readonly ProblemChange[], helps: Helps): readonly ProblemChange[] {
  return all.reduce((kept: readonly ProblemChange[], change) => {
    const others = kept.filter((one) => one !== change);
    return helps(others) ? others : kept;
  }, all);
}

/** Each as small as the others allow, one after the other. */
function tightened(changes: readonly ProblemChange[], helps: Helps): readonly ProblemChange[] {
  return changes.reduce((kept: readonly ProblemChange[], change) => {
    if (!isLater(change)) return kept;
    const others = kept.filter((one) => one !== change);
    const [least] = leastOf(change, (smaller) => helps([...others, smaller]));
    return least === undefined ? kept : [...others, least];
  }, changes);
}

function isLater(change: ProblemChange): change is LaterChange {
  return "byMs" in change;
}
