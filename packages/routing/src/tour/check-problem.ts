import { refuse, type Refusal } from "@msafara/kernel";
import type {
  TimeWindow,
  TourJob,
  TourMatrix,
  TourProblem,
  TourStop,
  TourVehicle,
} from "./problem.ts";

/** Why a problem cannot be worked on: which field, and what is wrong with it. */
export type ProblemRefusal = Refusal<"tour-problem-nonsense"> & { readonly facts: Nonsense };

/** One field that means nothing. */
export type Nonsense = {
  readonly field: string;
  readonly why:
    | "another-size"
    | "below-zero"
    | "id-twice"
    | "no-shift"
    | "shifts-beside-hours"
    | "shifts-beside-drive"
    | "no-stop"
    /** Trucks and loads do not count the same things. */
    | "another-kind"
    | "place-unknown"
    | "from-after-until"
    | "windows-overlap"
    | "call-unknown"
    | "held-by-two"
    | "call-twice"
    | "delivery-first";
};

type Finding = Nonsense | undefined;

/** Refuses a problem that means nothing; `undefined` when it can be worked on. Names the first field that is wrong. */
export function checkProblem(problem: TourProblem): ProblemRefusal | undefined {
  const found = firstFinding(findings(problem));
  if (found === undefined) return undefined;
  return { ...refuse("tour-problem-nonsense", found), facts: found };
}

function* findings(problem: TourProblem): Generator<Finding> {
  yield* matrixFindings(problem);
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

/** Each matrix once, however many drive by it; all of them speak of the same places. */
function* matrixFindings({ matrix, places = [], vehicles }: TourProblem): Generator<Finding> {
  yield badMatrix("matrix", matrix);
  if (places.length > matrix.size) yield wrong("places", "another-size");
  const seen = new Set([matrix]);
  for (const { id, matrix: own = matrix } of vehicles) {
    if (seen.has(own)) continue;
    seen.add(own);
    const field = `vehicles.${id}.matrix`;
    if (own.size !== matrix.size) yield wrong(field, "another-size");
    yield badMatrix(field, own);
  }
}

function badMatrix(field: string, { size, durationMs, distanceM }: TourMatrix): Finding {
  const cells = size * size;
  if (durationMs.length !== cells) return wrong(`${field}.durationMs`, "another-size");
  if (distanceM.length !== cells) return wrong(`${field}.distanceM`, "another-size");
  if (durationMs.some(isNegative)) return wrong(`${field}.durationMs`, "below-zero");
  return distanceM.some(isNegative) ? wrong(`${field}.distanceM`, "below-zero") : undefined;
}

function badNumbers(ids: readonly string[], field: string): Finding {
  return new Set(ids).size === ids.length ? undefined : wrong(field, "id-twice");
}

function* vehicleFindings(problem: TourProblem, vehicle: TourVehicle): Generator<Finding> {
  const { id, startPlace, endPlace, shifts, capacity, costs, hours } = vehicle;
  const field = `vehicles.${id}`;
  yield badPlace(problem, `${field}.startPlace`, startPlace);
  yield badPlace(problem, `${field}.endPlace`, endPlace);
  if (shifts.length === 0) yield wrong(`${field}.shifts`, "no-shift");
  yield badWindows(`${field}.shifts`, shifts);
  if (hours !== undefined && shifts.length > 1) {
    yield wrong(`${field}.hours`, "shifts-beside-hours");
  }
  if (vehicle.drivesAnyway === true && shifts.length > 1) {
    yield wrong(`${field}.drivesAnyway`, "shifts-beside-drive");
  }
  if (!capacity.every(isAmount)) yield wrong(`${field}.capacity`, "below-zero");
  if (![costs.fixed, costs.perKm, costs.perHour].every(isAmount)) {
    yield wrong(`${field}.costs`, "below-zero");
  }
}

function* jobFindings(problem: TourProblem, job: TourJob): Generator<Finding> {
  const { id, pickup, delivery, load, prize = 0 } = job;
  const field = `jobs.${id}`;
  if (pickup === undefined && delivery === undefined) yield wrong(field, "no-stop");
  yield* stopFindings(problem, `${field}.pickup`, pickup);
  yield* stopFindings(problem, `${field}.delivery`, delivery);
  if (!load.every(isAmount)) yield wrong(`${field}.load`, "below-zero");
  if (!isAmount(prize)) yield wrong(`${field}.prize`, "below-zero");
  const isNarrow = problem.vehicles.some(({ capacity }) => capacity.length !== load.length);
  if (isNarrow) yield wrong(`${field}.load`, "another-kind");
}

function* stopFindings(problem: TourProblem, field: string, stop?: TourStop): Generator<Finding> {
  if (stop === undefined) return;
  yield badPlace(problem, `${field}.place`, stop.place);
  if (!isAmount(stop.serviceMs)) yield wrong(`${field}.serviceMs`, "below-zero");
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
      yield unless(job?.[what] !== undefined, { field, why: "call-unknown" });
      yield unless((heldBy.get(jobId) ?? id) === id, {
        field,
        why: "held-by-two",
      });
      yield unless(!done.has(`${jobId} ${what}`), { field, why: "call-twice" });
      yield unless(!isEarly || done.has(`${jobId} pickup`), {
        field,
        why: "delivery-first",
      });
      heldBy.set(jobId, id);
      done.add(`${jobId} ${what}`);
    }
  }
}

function badPlace({ matrix }: TourProblem, field: string, place?: number): Finding {
  if (place === undefined) return undefined;
  const isKnown = Number.isInteger(place) && place >= 0 && place < matrix.size;
  return isKnown ? undefined : wrong(field, "place-unknown");
}

/** Windows are whole, do not overlap, and come in order. */
function badWindows(field: string, windows: readonly TimeWindow[] = []): Finding {
  let freeFromMs = Number.NEGATIVE_INFINITY;
  for (const { fromMs, untilMs } of windows) {
    if (Number.isNaN(fromMs) || !(fromMs <= untilMs)) return wrong(field, "from-after-until");
    if (fromMs < freeFromMs) return wrong(field, "windows-overlap");
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

function wrong(field: string, why: Nonsense["why"]): Finding {
  return { field, why };
}

function isNegative(leg: number): boolean {
  return leg < 0;
}

function isAmount(amount: number): boolean {
  return Number.isFinite(amount) && amount >= 0;
}
