import { buildRoute, type Route } from "./route.ts";
import { type Probe, probeRoute, visitsWith } from "./cheapest-insertion.ts";
import type { Dice } from "./dice.ts";
import type { FlatProblem } from "./flat-problem.ts";

/** How often a slot is overlooked on purpose. */
const BLINK_SHARE = 0.01;

/** A plan that is being changed: one route for each run, and where each job is (-1: nowhere). */
export interface Draft {
  readonly flat: FlatProblem;
  readonly routes: Route[];
  readonly runOf: Int32Array;
  /** 1 for runs that may be used. */
  readonly isOpen: Uint8Array;
}

/** Puts jobs back one by one, each where it costs least; answers those for which there is no room. */
export function recreate(draft: Draft, jobs: readonly number[], dice: Dice): readonly number[] {
  const blinks = (): boolean => dice() < BLINK_SHARE;
  return inSomeOrder(draft.flat, jobs, dice).filter((job) => !insertJob(draft, job, blinks));
}

/** Puts one job where it costs least; says whether there was such a place. */
export function insertJob(draft: Draft, job: number, blinks: () => boolean): boolean {
  const { flat, routes, runOf, isOpen } = draft;
  const probe: Probe = { flat, job, blinks, best: undefined };
  const triedKinds = new Set<number>();
  for (const route of routes) {
    if (isOpen[route.run] === 0) continue;
    if (route.visits.length === 0) {
      const { kind } = flat.runs[route.run]!;
      if (triedKinds.has(kind)) continue;
      triedKinds.add(kind);
    }
    probeRoute(probe, route);
  }
  const { best } = probe;
  if (best === undefined || best.cost > flat.prize[job]!) return false;
  const { run } = best.route;
  const route = buildRoute(flat, run, visitsWith(flat, job, best));
  if (route === undefined) return false;
  routes[run] = route;
  runOf[job] = run;
  return true;
}

/**
 * Takes jobs out of a draft and answers which. Where a way around is shorter than the way through, leaving a
 * stop out can make a tour late: such a tour stays whole.
 */
export function takeOut(draft: Draft, jobs: readonly number[]): readonly number[] {
  const { flat, routes, runOf } = draft;
  const gone = new Set(jobs.filter((job) => runOf[job]! >= 0));
  for (const run of new Set([...gone].map((job) => runOf[job]!))) {
    const visits = routes[run]!.visits.filter((visit) => !gone.has(visit >> 1));
    const route = buildRoute(flat, run, visits);
    if (route === undefined) {
      for (const visit of routes[run]!.visits) gone.delete(visit >> 1);
    } else {
      routes[run] = route;
    }
  }
  for (const job of gone) runOf[job] = -1;
  return [...gone];
}

type Key = (job: number) => number;

/** One of several orders by lot; what is hard to place comes early in all of them. */
function inSomeOrder(flat: FlatProblem, jobs: readonly number[], dice: Dice): readonly number[] {
  const lots = jobs.map(() => dice());
  const key = someKey(flat, dice() * 17);
  const ranked = jobs.map((job, index) => ({ job, rank: key?.(job) ?? 0, lot: lots[index]! }));
  return ranked
    .toSorted((one, other) => one.rank - other.rank || one.lot - other.lot)
    .map(({ job }) => job);
}

/** Weights 4 random, 4 by load, 2 far first, 1 near first, 2 by width, 2 by begin, 2 by end of the window. */
function someKey(flat: FlatProblem, drawn: number): Key | undefined {
  const { firstMs, lastMs, load, dimensions } = flat;
  if (drawn < 4) return undefined;
  if (drawn < 8) return (job) => -load[job * dimensions]!;
  if (drawn < 10) return (job) => -reach(flat, job);
  if (drawn < 11) return (job) => reach(flat, job);
  if (drawn < 13) return (job) => lastMs[mainVisit(flat, job)]! - firstMs[mainVisit(flat, job)]!;
  if (drawn < 15) return (job) => firstMs[mainVisit(flat, job)]!;
  return (job) => -lastMs[mainVisit(flat, job)]!;
}

function mainVisit({ place }: FlatProblem, job: number): number {
  return place[2 * job + 1]! < 0 ? 2 * job : 2 * job + 1;
}

/** How far a job lies from where the first run begins. */
function reach(flat: FlatProblem, job: number): number {
  const { start, legCost } = flat.runs[0]!;
  return legCost[start * flat.size + flat.place[mainVisit(flat, job)]!]!;
}
