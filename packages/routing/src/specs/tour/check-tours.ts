import type {
  TimeWindow,
  PlannedVisit,
  Tour,
  TourJob,
  TourPlan,
  TourProblem,
  TourVehicle,
} from "../../index.ts";
import { checkHours, type Stretch } from "./check-hours.ts";

/**
 * Judges a plan by the problem alone, and shares no code with whoever made it: what is wrong with it, in
 * words. An empty list means that it can be driven as it stands.
 */
export function checkTours(problem: TourProblem, plan: TourPlan): readonly string[] {
  return [
    ...plan.tours.flatMap((tour) => checkTour(problem, tour)),
    ...checkServed(problem, plan),
    ...checkLocks(problem, plan),
    ...checkCost(problem, plan),
  ];
}

function vehicleOf(problem: TourProblem, tour: Tour): TourVehicle {
  return problem.vehicles.find(({ id }) => id === tour.vehicleId)!;
}

function jobOf(problem: TourProblem, jobId: string): TourJob {
  return problem.jobs.find(({ id }) => id === jobId)!;
}

function checkTour(problem: TourProblem, tour: Tour): string[] {
  return [
    ...checkTimes(problem, tour),
    ...checkDriven(problem, tour),
    ...tour.visits.flatMap((visit) => checkVisit(problem, tour, visit)),
    ...checkLoads(problem, tour),
    ...checkDriver(problem, tour),
  ];
}

/** How far and how long a leg is for this one truck; without one end it is from the other to itself. */
function legOf(
  problem: TourProblem,
  { matrix = problem.matrix }: TourVehicle,
  [one, other]: readonly [number | undefined, number | undefined],
): { readonly meters: number; readonly ms: number } {
  const [from, to] = [one ?? other, other ?? one];
  if (from === undefined || to === undefined) return { meters: 0, ms: 0 };
  const { size, distanceM, durationMs } = matrix;
  return { meters: distanceM[from * size + to]!, ms: durationMs[from * size + to]! };
}

/** All that a tour drives, from the truck's start to its end. */
function drivenBy(problem: TourProblem, tour: Tour): ReturnType<typeof legOf> {
  const vehicle = vehicleOf(problem, tour);
  const places = [vehicle.startPlace, ...tour.visits.map(({ place }) => place), vehicle.endPlace];
  const legs = places.slice(1).map((to, leg) => legOf(problem, vehicle, [places[leg], to]));
  return legs.reduce((sum, leg) => ({ meters: sum.meters + leg.meters, ms: sum.ms + leg.ms }));
}

/** The clock runs: one leaves, drives as long as it takes, pauses, waits, works, and is back in time. */
function checkTimes(problem: TourProblem, tour: Tour): string[] {
  const vehicle = vehicleOf(problem, tour);
  const shift = vehicle.shifts[tour.shift]!;
  const wrong: string[] = [];
  let clockMs = tour.startMs;
  let place = vehicle.startPlace;
  const pausedMs = (stop: number, untilMs: number): number =>
    tour.pauses
      .filter(({ beforeStop, atMs }) => beforeStop === stop && atMs < untilMs)
      .reduce((sum, { ms }) => sum + ms, 0);
  for (const [index, visit] of tour.visits.entries()) {
    const driveMs = legOf(problem, vehicle, [place, visit.place]).ms;
    const arriveMs = clockMs + driveMs + pausedMs(index, visit.arriveMs);
    if (visit.arriveMs !== arriveMs) wrong.push(`${visit.jobId} is reached at ${arriveMs}`);
    if (visit.startMs < visit.arriveMs) wrong.push(`${visit.jobId} begins before its truck comes`);
    clockMs = visit.leaveMs;
    place = visit.place;
  }
  const endMs = clockMs + legOf(problem, vehicle, [place, vehicle.endPlace]).ms;
  const homeMs = endMs + pausedMs(tour.visits.length, Number.POSITIVE_INFINITY);
  if (tour.endMs !== homeMs) wrong.push(`${tour.vehicleId} is back at ${homeMs}`);
  if (tour.startMs < shift.fromMs) wrong.push(`${tour.vehicleId} leaves before its shift`);
  if (tour.endMs > shift.untilMs) wrong.push(`${tour.vehicleId} is back after its shift`);
  return wrong;
}

/** What it says that it drives is the sum of its legs. */
function checkDriven(problem: TourProblem, tour: Tour): string[] {
  const { meters, ms } = drivenBy(problem, tour);
  if (tour.distanceM === meters && tour.drivingMs === ms) return [];
  return [`${tour.vehicleId} drives ${meters} metres in ${ms}`];
}

function checkVisit(problem: TourProblem, tour: Tour, visit: PlannedVisit): string[] {
  const job = jobOf(problem, visit.jobId);
  const stop = job[visit.what];
  const { skills = [] } = vehicleOf(problem, tour);
  if (stop === undefined) return [`${visit.jobId} has no ${visit.what}`];
  const wrong: string[] = [];
  if (stop.place !== visit.place) wrong.push(`${visit.jobId} is elsewhere`);
  if (visit.leaveMs !== visit.startMs + stop.serviceMs) wrong.push(`${visit.jobId} is left early`);
  if (!isOpen(visit, stop.windows)) wrong.push(`${visit.jobId} is too early or too late`);
  if (!isOpen(visit, problem.places?.[stop.place]?.open)) wrong.push(`${visit.jobId} is closed`);
  if (isLate(job, visit)) wrong.push(`${visit.jobId} is past its deadline`);
  return [...wrong, ...missingSkills(job, skills)];
}

function missingSkills({ id, skills: asked = [] }: TourJob, skills: readonly string[]): string[] {
  return asked.filter((skill) => !skills.includes(skill)).map((skill) => `${id} needs ${skill}`);
}

function isOpen({ startMs }: PlannedVisit, windows: readonly TimeWindow[] = []): boolean {
  return (
    windows.length === 0 ||
    windows.some(({ fromMs, untilMs }) => fromMs <= startMs && startMs <= untilMs)
  );
}

function isLate({ deadlineMs, delivery }: TourJob, { what, leaveMs }: PlannedVisit): boolean {
  const isLast = what === "delivery" || delivery === undefined;
  return isLast && deadlineMs !== undefined && leaveMs > deadlineMs;
}

/** Never more aboard than there is room for; what is brought was collected on the way, before, or at the start. */
function checkLoads(problem: TourProblem, tour: Tour): string[] {
  const { capacity, executed = [] } = vehicleOf(problem, tour);
  const aboard = new Set(
    executed
      .filter(({ what }) => what === "pickup")
      .map(({ jobId }) => jobId)
      .filter((id) => !executed.some((one) => one.jobId === id && one.what === "delivery")),
  );
  for (const { jobId, what } of tour.visits) {
    if (what === "delivery" && jobOf(problem, jobId).pickup === undefined) aboard.add(jobId);
  }
  const wrong: string[] = [];
  const weigh = (when: string): void => {
    for (const [dimension, most] of capacity.entries()) {
      const sum = [...aboard].reduce((all, id) => all + jobOf(problem, id).load[dimension]!, 0);
      if (sum > most) wrong.push(`${tour.vehicleId} carries ${sum} of ${most} ${when}`);
    }
  };
  weigh("at the start");
  for (const { jobId, what } of tour.visits) {
    if (what === "delivery" && !aboard.has(jobId)) wrong.push(`${jobId} is brought, not collected`);
    if (what === "delivery") aboard.delete(jobId);
    else aboard.add(jobId);
    weigh(`after ${jobId}`);
  }
  return wrong;
}

/** Every job is whole in one tour, or named as unserved; nothing is done twice. */
function checkServed({ jobs, vehicles }: TourProblem, { tours, unserved }: TourPlan): string[] {
  return jobs.flatMap(({ id, pickup, delivery }) => {
    const done = vehicles.flatMap(({ executed = [] }) =>
      executed.filter(({ jobId }) => jobId === id).map(({ what }) => what),
    );
    const asked = [pickup && "pickup", delivery && "delivery"].filter(
      (what) => what !== undefined && !done.some((one) => one === what),
    );
    const by = tours.filter(({ visits }) => visits.some(({ jobId }) => jobId === id));
    const made = by.flatMap(({ visits }) => visits.filter(({ jobId }) => jobId === id));
    if (unserved.includes(id)) return made.length > 0 ? [`${id} is served and is not`] : [];
    const isWhole = made.map(({ what }) => what).join() === asked.join();
    return isWhole && by.length <= 1 ? [] : [`${id} is not served whole by one truck`];
  });
}

function checkLocks({ vehicles }: TourProblem, { tours }: TourPlan): string[] {
  return vehicles.flatMap(({ id, locked = [], executed = [] }) => {
    const [first] = tours.filter(({ vehicleId, shift }) => vehicleId === id && shift === 0);
    const made = (first?.visits ?? []).map(({ jobId, what }) => `${what} ${jobId}`);
    const broken = locked.filter(({ jobId, what }, slot) => made[slot] !== `${what} ${jobId}`);
    const moved = executed.filter(({ jobId }) =>
      tours.some((tour) => tour !== first && tour.visits.some((visit) => visit.jobId === jobId)),
    );
    return [
      ...broken.map(({ jobId }) => `${jobId} is locked elsewhere`),
      ...moved.map(({ jobId }) => `${jobId} is begun and changes its truck`),
    ];
  });
}

function checkCost(problem: TourProblem, { tours, cost }: TourPlan): string[] {
  const paid = tours.map((tour) => {
    const vehicle = vehicleOf(problem, tour);
    const { startPlace, endPlace, costs, drivesAnyway } = vehicle;
    const price = ({ meters, ms }: ReturnType<typeof legOf>) =>
      (meters * costs.perKm) / 1_000 + (ms * costs.perHour) / 3_600_000;
    const spared = price(legOf(problem, vehicle, [startPlace, endPlace]));
    return price(drivenBy(problem, tour)) + (drivesAnyway === true ? -spared : costs.fixed);
  });
  const sum = paid.reduce((all, one) => all + one, 0);
  return Math.abs(sum - cost) < 0.01 ? [] : [`it costs ${sum}, not ${cost}`];
}

/** The driver's day as stretches of driving, work and rest, held against the law. */
function checkDriver(problem: TourProblem, tour: Tour): readonly string[] {
  const { hours } = vehicleOf(problem, tour);
  if (hours === undefined) return [];
  const stretches: Stretch[] = [];
  let clockMs = tour.startMs;
  const go = (doing: Stretch["doing"], untilMs: number): void => {
    if (untilMs > clockMs) stretches.push({ doing, ms: untilMs - clockMs });
    clockMs = Math.max(clockMs, untilMs);
  };
  for (let index = 0; index <= tour.visits.length; index++) {
    const visit = tour.visits[index];
    const arriveMs = visit?.arriveMs ?? tour.endMs;
    for (const { atMs, ms, beforeStop } of tour.pauses) {
      if (beforeStop !== index || atMs >= arriveMs) continue;
      go("drive", atMs);
      go("rest", atMs + ms);
    }
    go("drive", arriveMs);
    if (visit === undefined) continue;
    go("rest", visit.startMs);
    go("work", visit.leaveMs);
  }
  const startsAt = problem.zeroAt + tour.startMs + hours.state.zoneMs;
  return checkHours(hours.rules, stretches, startsAt);
}
