import { type LegsOf, legsOf } from "./legs.ts";
import type {
  DriverHours,
  TimeWindow,
  TourMatrix,
  TourProblem,
  TourStop,
  TourVehicle,
  Visit,
} from "./problem.ts";
import { type Openings, openingsOf } from "./windows.ts";

/** What leaving a job out costs when it names no prize: more than any tour. */
const PRIZE_BEYOND_TOURS = 1e9;

/** One vehicle in one shift. */
export interface Run {
  readonly vehicle: number;
  readonly shift: number;
  /** Runs of one kind are interchangeable while they are empty. */
  readonly kind: number;
  /** Rows of the leg arrays; "nowhere" for an open end. */
  readonly start: number;
  readonly end: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly capacity: readonly number[];
  /** What is aboard before anything of this plan happens, whether or not its delivery is planned. */
  readonly aboard: readonly number[];
  /** Below 0 for a truck that drives anyway: its own way is not paid again. */
  readonly fixed: number;
  /** By its own matrix, as is what each leg costs. */
  readonly duration: Int32Array;
  readonly distance: Int32Array;
  readonly legCost: Float64Array;
  /** Visits that come first, in this order. */
  readonly locked: readonly number[];
  readonly hours: DriverHours | undefined;
}

/**
 * The problem as the search reads it. Job j has visits 2j (pickup) and 2j + 1 (delivery); a visit that is not
 * to be planned has place -1. Row `size - 1` of the leg arrays is nowhere.
 */
export interface FlatProblem {
  readonly problem: TourProblem;
  readonly size: number;
  readonly legs: LegsOf;
  readonly jobCount: number;
  readonly dimensions: number;
  readonly place: Int32Array;
  readonly serviceMs: Float64Array;
  readonly openings: readonly Openings[];
  /** The only window of a visit, or the first and last moment of several. */
  readonly firstMs: Float64Array;
  readonly lastMs: Float64Array;
  readonly hasGaps: Uint8Array;
  /** Amounts, job by job. */
  readonly load: Float64Array;
  /** 1 for a delivery whose goods are aboard already: they count in `Run.aboard`. */
  readonly isAboard: Uint8Array;
  readonly prize: Float64Array;
  readonly runs: readonly Run[];
  /** `mayCarry[run * jobCount + job]`. */
  readonly mayCarry: Uint8Array;
  /** 1 for a job that a lock holds where it is. */
  readonly isLocked: Uint8Array;
}

/** Lays a checked problem out in flat arrays; the legs are taken from a problem like it, if one is at hand. */
export function flattenProblem(problem: TourProblem, like?: FlatProblem): FlatProblem {
  const { jobs, vehicles, matrix } = problem;
  const jobIndex = new Map(jobs.map(({ id }, index) => [id, index]));
  const executed = new Set(vehicles.flatMap((vehicle) => visitsOf(jobIndex, vehicle.executed)));
  const stops = jobs.flatMap(({ pickup, delivery }, job) => [
    executed.has(2 * job) ? undefined : pickup,
    executed.has(2 * job + 1) ? undefined : delivery,
  ]);
  const openings = stops.map((stop, visit) => openingsOfVisit(problem, { stop, visit }));
  const legs = legsOf(problem, like?.legs);
  const runs = runsOf(problem, jobIndex, legs);
  const dimensions = Math.max(0, ...jobs.map(({ load }) => load.length));
  return {
    problem,
    size: matrix.size + 1,
    legs,
    jobCount: jobs.length,
    dimensions,
    place: Int32Array.from(stops, (stop) => stop?.place ?? -1),
    serviceMs: Float64Array.from(stops, (stop) => stop?.serviceMs ?? 0),
    openings,
    firstMs: Float64Array.from(openings, (all) => all[0] ?? Number.POSITIVE_INFINITY),
    lastMs: Float64Array.from(openings, (all) => all.at(-1) ?? Number.NEGATIVE_INFINITY),
    hasGaps: Uint8Array.from(openings, (all) => (all.length > 2 ? 1 : 0)),
    load: Float64Array.from(jobs.flatMap(({ load }) => load)),
    isAboard: Uint8Array.from(jobs, (_, job) => (executed.has(2 * job) ? 1 : 0)),
    prize: Float64Array.from(jobs, ({ prize }) => prize ?? PRIZE_BEYOND_TOURS),
    runs,
    mayCarry: carriers(problem, runs, jobIndex),
    isLocked: lockedJobs(runs, jobs.length),
  };
}

/** The places in the flat arrays of visits that a plan names. */
function visitsOf(jobIndex: ReadonlyMap<string, number>, visits: readonly Visit[] = []): number[] {
  return visits.map(({ jobId, what }) => 2 * jobIndex.get(jobId)! + (what === "pickup" ? 0 : 1));
}

function openingsOfVisit(
  { places = [], jobs }: TourProblem,
  { stop, visit }: { stop: TourStop | undefined; visit: number },
): Openings {
  if (stop === undefined) return [];
  const { deadlineMs = Number.POSITIVE_INFINITY, delivery } = jobs[visit >> 1]!;
  const isLast = visit % 2 === 1 || delivery === undefined;
  const lastMs = isLast ? deadlineMs - stop.serviceMs : Number.POSITIVE_INFINITY;
  return openingsOf(stop.windows, places[stop.place]?.open, lastMs);
}

function runsOf(
  problem: TourProblem,
  jobIndex: ReadonlyMap<string, number>,
  legsOfMatrix: LegsOf,
): Run[] {
  const { size } = problem.matrix;
  const kindOf = kinds([...legsOfMatrix.keys()]);
  return problem.vehicles.flatMap((vehicle, index) => {
    const { matrix = problem.matrix, startPlace: start = size, endPlace: end = size } = vehicle;
    const { duration, distance, costFor } = legsOfMatrix.get(matrix)!;
    const legCost = costFor(vehicle.costs);
    const own = legCost[start * (size + 1) + end]!;
    return vehicle.shifts.map((window, shift) => ({
      vehicle: index,
      shift,
      kind: kindOf({ ...vehicle, matrix }, window),
      start,
      end,
      ...window,
      capacity: vehicle.capacity,
      aboard: shift === 0 ? aboardOf(problem, vehicle) : vehicle.capacity.map(() => 0),
      fixed: vehicle.drivesAnyway === true ? -own : vehicle.costs.fixed,
      duration,
      distance,
      legCost,
      locked: shift === 0 ? visitsOf(jobIndex, vehicle.locked) : [],
      hours: vehicle.hours,
    }));
  });
}

/** Numbers the kinds of runs: all that is said of a vehicle but its name, and which matrix it drives by. */
function kinds(matrices: readonly TourMatrix[]) {
  const known = new Map<string, number>();
  return (vehicle: TourVehicle & { readonly matrix: TourMatrix }, window: TimeWindow): number => {
    const at = matrices.indexOf(vehicle.matrix);
    const said = JSON.stringify([{ ...vehicle, id: "", shifts: [], matrix: at }, window]);
    if (!known.has(said)) known.set(said, known.size);
    return known.get(said)!;
  };
}

/** What was collected and neither brought yet nor planned to be taken along again. */
function aboardOf({ jobs }: TourProblem, { executed = [], capacity }: TourVehicle): number[] {
  const brought = new Set(
    executed.filter(({ what }) => what === "delivery").map(({ jobId }) => jobId),
  );
  const collected = executed.filter(({ what, jobId }) => what === "pickup" && !brought.has(jobId));
  const loads = collected.map(({ jobId }) => jobs.find(({ id }) => id === jobId)!.load);
  return capacity.map((_, dimension) => loads.reduce((sum, load) => sum + load[dimension]!, 0));
}

/** Who may carry what, by skill and by what each run holds already; capacity and time are the search's matter. */
function carriers(
  { jobs, vehicles }: TourProblem,
  runs: readonly Run[],
  jobIndex: ReadonlyMap<string, number>,
): Uint8Array {
  const mayCarry = new Uint8Array(runs.length * jobs.length);
  const holder = holders(vehicles, jobIndex);
  for (const [run, { vehicle, shift }] of runs.entries()) {
    const skills = new Set(vehicles[vehicle]!.skills);
    const isFree = (job: number): boolean =>
      !holder.has(job) || (holder.get(job) === vehicle && shift === 0);
    for (const [job, { skills: needed }] of jobs.entries()) {
      const isAble = isFree(job) && isSubset(skills, needed);
      mayCarry[run * jobs.length + job] = isAble ? 1 : 0;
    }
  }
  return mayCarry;
}

function isSubset(skills: ReadonlySet<string>, needed: readonly string[] = []): boolean {
  return needed.every((skill) => skills.has(skill));
}

/** By job the vehicle that has begun it, or that a lock ties it to. */
function holders(
  vehicles: readonly TourVehicle[],
  jobIndex: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> {
  return new Map(
    vehicles.flatMap(({ executed = [], locked = [] }, index) =>
      [...executed, ...locked].map(({ jobId }) => [jobIndex.get(jobId)!, index] as const),
    ),
  );
}

function lockedJobs(runs: readonly Run[], jobCount: number): Uint8Array {
  const isLocked = new Uint8Array(jobCount);
  for (const { locked } of runs) for (const visit of locked) isLocked[visit >> 1] = 1;
  return isLocked;
}

/** Whether a job has to be served: it names no prize for which it might be left out. */
export function isDue({ prize }: FlatProblem, job: number): boolean {
  return prize[job] === PRIZE_BEYOND_TOURS;
}
