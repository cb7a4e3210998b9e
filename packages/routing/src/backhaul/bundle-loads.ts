import { isRefusal } from "@msafara/kernel";
import type { ProblemRefusal } from "../tour/check-problem.ts";
import { type LockRefusal, planTours, type PlanTours } from "../tour/plan-tours.ts";
import type { TourProblem, TourVehicle, Visit } from "../tour/problem.ts";
import type { Tour, TourPlan } from "../tour/tour-plan.ts";

/** Loads that one truck hauls on one tour and for one price, one after the other or side by side. */
export interface Bundle {
  readonly vehicleId: string;
  /** As they are collected. */
  readonly loadIds: readonly string[];
  /** What all of them pay: nobody offers more. */
  readonly payCents: number;
  /** What they cost this truck: it asks for no less. */
  readonly spentCents: number;
  readonly profitCents: number;
  /** Driven with nothing aboard, and with something. */
  readonly emptyM: number;
  readonly loadedM: number;
  /** When it is where, with the driver's breaks and rests. */
  readonly tour: Tour;
}

/** Who hauls what, and what nobody does. */
export interface Bundles {
  readonly bundles: readonly Bundle[];
  readonly unserved: readonly string[];
  /** By all trucks together, those included that drive home with nothing to do. */
  readonly emptyM: number;
  readonly loadedM: number;
  /** The same as tours, to be explained, judged, or gone on from. */
  readonly plan: TourPlan;
}

/**
 * C8: shares open loads out among many trucks at once, such that all of them together earn the most. A load is a job
 * whose prize is what it pays; a truck is home where and when its shift ends. Each bundle can be driven as it stands:
 * windows, capacities, skills and the driver's hours hold. What is left out is explained as in any plan (C6).
 */
export function bundleLoads(asked: PlanTours): Bundles | ProblemRefusal | LockRefusal {
  const plan = planTours(asked);
  if (isRefusal(plan)) return plan;
  const { problem } = asked;
  const bundles = plan.tours.map((tour) => bundleOf(problem, tour));
  const driving = new Set(plan.tours.map(({ vehicleId }) => vehicleId));
  const idle = problem.vehicles.filter(({ id, drivesAnyway }) => drivesAnyway && !driving.has(id));
  const idleM = idle.map((vehicle) => ownWay(problem, vehicle).meters);
  return {
    bundles,
    unserved: plan.unserved,
    emptyM: sum(bundles.map(({ emptyM }) => emptyM)) + sum(idleM),
    loadedM: sum(bundles.map(({ loadedM }) => loadedM)),
    plan,
  };
}

function bundleOf(problem: TourProblem, tour: Tour): Bundle {
  const vehicle = problem.vehicles.find(({ id }) => id === tour.vehicleId)!;
  const loadIds = [...new Set(tour.visits.map(({ jobId }) => jobId))];
  const loads = problem.jobs.filter(({ id }) => loadIds.includes(id));
  const payCents = sum(loads.map(({ prize = 0 }) => prize));
  const own = ownWay(problem, vehicle);
  const spared = vehicle.drivesAnyway === true ? priceOf(vehicle, own) : -vehicle.costs.fixed;
  const whole = priceOf(vehicle, { meters: tour.distanceM, ms: tour.drivingMs });
  const spentCents = whole - spared;
  const emptyM = emptyMeters(problem, vehicle, tour);
  return {
    vehicleId: vehicle.id,
    loadIds,
    payCents,
    spentCents,
    profitCents: payCents - spentCents,
    emptyM,
    loadedM: tour.distanceM - emptyM,
    tour,
  };
}

interface Driven {
  readonly meters: number;
  readonly ms: number;
}

function priceOf({ costs }: TourVehicle, { meters, ms }: Driven): number {
  return (meters * costs.perKm) / 1_000 + (ms * costs.perHour) / 3_600_000;
}

/** What a truck drives that finds nothing to do. */
function ownWay(problem: TourProblem, vehicle: TourVehicle): Driven {
  const { startPlace, endPlace, matrix = problem.matrix } = vehicle;
  if (startPlace === undefined || endPlace === undefined) return { meters: 0, ms: 0 };
  const leg = startPlace * matrix.size + endPlace;
  return { meters: matrix.distanceM[leg]!, ms: matrix.durationMs[leg]! };
}

/** Whoever has nothing aboard drives empty. */
function emptyMeters(
  { jobs, ...problem }: TourProblem,
  vehicle: TourVehicle,
  { visits, shift }: Tour,
): number {
  const { matrix = problem.matrix } = vehicle;
  const aboard = aboardBefore({ jobs, visits }, shift === 0 ? (vehicle.executed ?? []) : []);
  let empty = 0;
  let at = vehicle.startPlace;
  const drive = (to: number | undefined) => {
    const isLeg = at !== undefined && to !== undefined;
    if (aboard.size === 0 && isLeg) empty += matrix.distanceM[at! * matrix.size + to]!;
    at = to;
  };
  for (const { jobId, what, place } of visits) {
    drive(place);
    if (what === "pickup") aboard.add(jobId);
    else aboard.delete(jobId);
  }
  drive(vehicle.endPlace);
  return empty;
}

/** What was collected before the plan and not brought, and what is loaded at the start. */
function aboardBefore(
  { jobs, visits }: Pick<TourProblem, "jobs"> & Pick<Tour, "visits">,
  executed: readonly Visit[],
): Set<string> {
  const aboard = new Set(executed.map(({ jobId }) => jobId));
  for (const { jobId, what } of executed) if (what === "delivery") aboard.delete(jobId);
  for (const { jobId, what } of visits) {
    const isFromStart = jobs.find(({ id }) => id === jobId)?.pickup === undefined;
    if (what === "delivery" && isFromStart) aboard.add(jobId);
  }
  return aboard;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
