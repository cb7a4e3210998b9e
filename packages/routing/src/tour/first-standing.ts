import type { Dice } from "./dice.ts";
import type { FlatProblem } from "./flat-problem.ts";
import { type Draft, insertJob, recreate } from "./recreate.ts";
import { buildRoute, type Route } from "./route.ts";
import { type Standing, standingOf } from "./ruin-and-recreate.ts";
import type { TourPlan } from "./tour-plan.ts";

/** Where a search begins, and which runs can be driven at all. */
export interface Opening {
  readonly standing: Standing;
  readonly isOpen: Uint8Array;
}

/** The truck whose locked stops cannot be kept. */
export interface BrokenLock {
  readonly vehicle: string;
}

/** A first plan: locked stops, what still fits of the plan before, and the rest where it costs least. */
export function firstStanding(
  flat: FlatProblem,
  dice: Dice,
  warmStart?: TourPlan,
): Opening | BrokenLock {
  const draft = takeUpPlan(flat, warmStart);
  if ("vehicle" in draft) return draft;
  const { runOf, isOpen } = draft;
  const left = [...runOf.keys()].filter((job) => runOf[job]! < 0 && isPlanned(flat, job));
  // Whoever was overlooked by lot gets a second look without.
  const missed = recreate(draft, left, dice).filter((job) => !insertJob(draft, job, () => false));
  return { standing: standingOf(draft, missed), isOpen };
}

/** Locked stops, and what still fits of the plan before. */
export function takeUpPlan(flat: FlatProblem, plan?: TourPlan): Draft | BrokenLock {
  const isOpen = new Uint8Array(flat.runs.length);
  const runOf = new Int32Array(flat.jobCount).fill(-1);
  const routes: Route[] = [];
  for (const [run, { locked, vehicle }] of flat.runs.entries()) {
    const route = lockedRoute(flat, run);
    if (route === undefined && locked.length > 0) {
      return { vehicle: flat.problem.vehicles[vehicle]!.id };
    }
    routes.push(route ?? nothing(run));
    isOpen[run] = route === undefined ? 0 : 1;
    for (const visit of route?.visits ?? []) runOf[visit >> 1] = run;
  }
  const draft: Draft = { flat, routes, runOf, isOpen };
  if (plan !== undefined) takeUp(draft, plan);
  return draft;
}

/** Stands for a run that cannot be driven at all. */
function nothing(run: number): Route {
  return { run, visits: [], starts: [], latest: [], loads: [], cost: 0, lawful: new Map() };
}

/** Whether anything of a job is still to be done. */
function isPlanned({ place }: FlatProblem, job: number): boolean {
  return place[2 * job]! >= 0 || place[2 * job + 1]! >= 0;
}

/** The locked stops, and behind them the deliveries of what they collect, each as early as it can be. */
function lockedRoute(flat: FlatProblem, run: number): Route | undefined {
  const { locked } = flat.runs[run]!;
  const open = locked.filter(
    (visit) => visit % 2 === 0 && flat.place[visit + 1]! >= 0 && !locked.includes(visit + 1),
  );
  return open.reduce<Route | undefined>(
    (route, pickup) => route && withDelivery(flat, route, pickup + 1),
    buildRoute(flat, run, locked),
  );
}

function withDelivery(flat: FlatProblem, route: Route, delivery: number): Route | undefined {
  const { run, visits } = route;
  const { length } = flat.runs[run]!.locked;
  let best: Route | undefined;
  for (let slot = length; slot <= visits.length; slot++) {
    const next = buildRoute(flat, run, visits.toSpliced(slot, 0, delivery));
    if (next !== undefined && next.cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = next;
  }
  return best;
}

/** Takes over what the plan before says of each run, as far as it can still be driven. */
function takeUp(draft: Draft, { tours }: TourPlan): void {
  const { flat } = draft;
  const jobIndex = new Map(flat.problem.jobs.map(({ id }, index) => [id, index]));
  for (const { vehicleId, shift, visits } of tours) {
    const run = flat.runs.findIndex(
      (one) => flat.problem.vehicles[one.vehicle]!.id === vehicleId && one.shift === shift,
    );
    if (run < 0 || draft.isOpen[run] === 0) continue;
    const named = visits
      .map(({ jobId, what }) => 2 * (jobIndex.get(jobId) ?? -1) + (what === "pickup" ? 0 : 1))
      .filter((visit) => visit >= 0 && flat.place[visit]! >= 0);
    if (takeUpWhole(draft, run, named)) continue;
    takeUpVisits(
      draft,
      run,
      named.filter((visit) => isFree(draft, run, visit)),
    );
  }
}

/** Takes a tour over as it stands, where nothing has come in between. */
function takeUpWhole(draft: Draft, run: number, visits: readonly number[]): boolean {
  const { flat, routes, runOf } = draft;
  const jobs = new Set(visits.map((visit) => visit >> 1));
  const isWhole = routes[run]!.visits.every((visit) => visits.includes(visit));
  const isLedByLocks = flat.runs[run]!.locked.every((visit, slot) => visits[slot] === visit);
  const isOurs = [...jobs].every(
    (job) =>
      (runOf[job]! < 0 || runOf[job] === run) &&
      flat.mayCarry[run * flat.jobCount + job] === 1 &&
      [2 * job, 2 * job + 1].every((visit) => flat.place[visit]! < 0 || visits.includes(visit)),
  );
  if (!isWhole || !isLedByLocks || !isOurs) return false;
  const route = buildRoute(flat, run, visits);
  if (route === undefined) return false;
  routes[run] = route;
  for (const job of jobs) runOf[job] = run;
  return true;
}

/** Whether a visit of the plan before may be planned there again. */
function isFree({ flat, runOf }: Draft, run: number, visit: number): boolean {
  const job = visit >> 1;
  return runOf[job]! < 0 && flat.mayCarry[run * flat.jobCount + job] === 1;
}

/** Keeps whole jobs only, and drops from the end until what is left can be driven. */
function takeUpVisits(draft: Draft, run: number, wanted: readonly number[]): void {
  const { flat, routes, runOf } = draft;
  const base = routes[run]!.visits;
  let jobs = [...new Set(wanted.map((visit) => visit >> 1))].filter((job) =>
    [2 * job, 2 * job + 1].every((visit) => flat.place[visit]! < 0 || wanted.includes(visit)),
  );
  for (; jobs.length > 0; jobs = jobs.slice(0, -1)) {
    const kept = wanted.filter((visit) => jobs.includes(visit >> 1));
    const route = buildRoute(flat, run, [...base, ...kept]);
    if (route === undefined) continue;
    routes[run] = route;
    for (const job of jobs) runOf[job] = run;
    return;
  }
}
