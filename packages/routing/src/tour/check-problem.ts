import { refuse, type Refusal } from "@msafara/kernel";
import type { TimeWindow, TourJob, TourProblem, TourStop, TourVehicle } from "./problem.ts";

/** Why a problem cannot be worked on: which field, and what is wrong with it. */
export type ProblemRefusal = Refusal<"tour-problem-nonsense">;

type Finding = { readonly field: string; readonly why: string } | undefined;

/** Refuses a problem that means nothing; `undefined` when it can be worked on. Names the first field that is wrong. */
export function checkProblem(problem: TourProblem): ProblemRefusal | undefined {
  const found = firstFinding(findings(problem));
  return found === undefined ? undefined : refuse("tour-problem-nonsense", found);
}

function* findings(problem: TourProblem): Generator<Finding> {
  yield badMatrix(problem);
  yield badNumbers(
    problem.jobs.map(({ id }) => id),
    "jobs",
  );
  yield badNumbers(
    problem.vehicles.map(({ id }) => id),
    "vehicles",
  );
  for (const [index, place] of (problem.places ?? []).entries()) {
    yield badWindows(`places.${index}.open`, place.open);
  }
  for (const vehicle of problem.vehicles) yield* vehicleFindings(problem, vehicle);
  for (const job of problem.jobs) yield* jobFindings(problem, job);
  yield* lockFindings(problem);
}

function badMatrix({ matrix, places = [] }: TourProblem): Finding {
  const { size, durationMs, distanceM } = matrix;
  const cells = size * size;
  if (durationMs.length !== cells) return wrong("matrix.durationMs", `expected ${cells} cells`);
  if (distanceM.length !== cells) return wrong("matrix.distanceM", `expected ${cells} cells`);
  if (durationMs.some(isNegative)) return wrong("matrix.durationMs", "expected no leg below 0");
  if (distanceM.some(isNegative)) return wrong("matrix.distanceM", "expected no leg below 0");
  return places.length > size ? wrong("places", `expected ${size} at most`) : undefined;
}

function badNumbers(ids: readonly string[], field: string): Finding {
  return new Set(ids).size === ids.length ? undefined : wrong(field, "expected each id once");
}

function* vehicleFindings(problem: TourProblem, vehicle: TourVehicle): Generator<Finding> {
  const { id, startPlace, endPlace, shifts, capacity, costs, hours } = vehicle;
  const field = `vehicles.${id}`;
  yield badPlace(problem, `${field}.startPlace`, startPlace);
  yield badPlace(problem, `${field}.endPlace`, endPlace);
  if (shifts.length === 0) yield wrong(`${field}.shifts`, "expected one at least");
  yield badWindows(`${field}.shifts`, shifts);
  if (hours !== undefined && shifts.length > 1) {
    yield wrong(`${field}.hours`, "expected one shift, with its rests inside");
  }
  if (vehicle.drivesAnyway === true && shifts.length > 1) {
    yield wrong(`${field}.drivesAnyway`, "expected one shift, on which it drives anyway");
  }
  if (!capacity.every(isAmount)) yield wrong(`${field}.capacity`, "expected amounts from 0");
  if (![costs.fixed, costs.perKm, costs.perHour].every(isAmount)) {
    yield wrong(`${field}.costs`, "expected amounts from 0");
  }
}

function* jobFindings(problem: TourProblem, job: TourJob): Generator<Finding> {
  const { id, pickup, delivery, load, prize = 0 } = job;
  const field = `jobs.${id}`;
  if (pickup === undefined && delivery === undefined) yield wrong(field, "expected a stop");
  yield* stopFindings(problem, `${field}.pickup`, pickup);
  yield* stopFindings(problem, `${field}.delivery`, delivery);
  if (!load.every(isAmount)) yield wrong(`${field}.load`, "expected amounts from 0");
  if (!isAmount(prize)) yield wrong(`${field}.prize`, "expected an amount from 0");
  const narrow = problem.vehicles.find(({ capacity }) => capacity.length !== load.length);
  if (narrow !== undefined) {
    yield wrong(`${field}.load`, `expected ${narrow.capacity.length} amounts as ${narrow.id} has`);
  }
}

function* stopFindings(problem: TourProblem, field: string, stop?: TourStop): Generator<Finding> {
  if (stop === undefined) return;
  yield badPlace(problem, `${field}.place`, stop.place);
  if (!isAmount(stop.serviceMs)) yield wrong(`${field}.serviceMs`, "expected 0 or more");
  yield badWindows(`${field}.windows`, stop.windows);
}

/** A lock names a stop that is there, of a job that nobody else holds, and never brings before it collects. */
function* lockFindings({ jobs, vehicles }: TourProblem): Generator<Finding> {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const heldBy = new Map<string, string>();
  const done = new Set<string>();
  for (const { id, executed = [], locked = [] } of vehicles) {
    for (const { jobId, what } of [...executed, ...locked]) {
      const field = `vehicles.${id}.locked.${jobId}.${what}`;
      const job = byId.get(jobId);
      const isEarly = what === "delivery" && job?.pickup !== undefined;
      yield unless(job?.[what] !== undefined, { field, why: "expected a stop of a known job" });
      yield unless((heldBy.get(jobId) ?? id) === id, {
        field,
        why: "expected one truck for a job",
      });
      yield unless(!done.has(`${jobId} ${what}`), { field, why: "expected it once" });
      yield unless(!isEarly || done.has(`${jobId} pickup`), {
        field,
        why: "expected its pickup before it",
      });
      heldBy.set(jobId, id);
      done.add(`${jobId} ${what}`);
    }
  }
}

function badPlace({ matrix }: TourProblem, field: string, place?: number): Finding {
  if (place === undefined) return undefined;
  const isKnown = Number.isInteger(place) && place >= 0 && place < matrix.size;
  return isKnown ? undefined : wrong(field, `expected a place below ${matrix.size}`);
}

/** Windows are whole, do not overlap, and come in order. */
function badWindows(field: string, windows: readonly TimeWindow[] = []): Finding {
  let freeFromMs = Number.NEGATIVE_INFINITY;
  for (const { fromMs, untilMs } of windows) {
    if (Number.isNaN(fromMs) || !(fromMs <= untilMs))
      return wrong(field, "expected from before until");
    if (fromMs < freeFromMs) return wrong(field, "expected windows in order, without overlap");
    freeFromMs = untilMs;
  }
  return undefined;
}

function firstFinding(all: Iterable<Finding>): Exclude<Finding, undefined> | undefined {
  for (const finding of all) if (finding !== undefined) return finding;
  return undefined;
}

function unless(holds: boolean, finding: Exclude<Finding, undefined>): Finding {
  return holds ? undefined : finding;
}

function wrong(field: string, why: string): Finding {
  return { field, why };
}

function isNegative(leg: number): boolean {
  return leg < 0;
}

function isAmount(amount: number): boolean {
  return Number.isFinite(amount) && amount >= 0;
}
