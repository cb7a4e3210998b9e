import type { Budget } from "./budget.ts";
import type { Opening } from "./first-standing.ts";
import type { FlatProblem } from "./flat-problem.ts";
import { buildRoute, type Route } from "./route.ts";
import { type Standing, standingOf } from "./ruin-and-recreate.ts";

/** So many orders are tried in a moment: of three loads for 160 different trucks, of four for five, of seven deliveries for two. */
const ORDERS_MAX = 15_000;

/** By set of jobs, a bit for each, the least route of a run that serves all of it. */
type LeastRoutes = readonly (Route | undefined)[];

interface Choice {
  readonly flat: FlatProblem;
  /** The same with drivers who never rest: no rest makes a route cheaper. */
  readonly tireless: FlatProblem;
  /** What is to be planned, whether or not it is in the plan so far. */
  readonly jobs: readonly number[];
}

/**
 * Finds the least of all plans by trying them, where they are few; `undefined` where they are not, or where time runs
 * out first. No search could find a better one.
 */
export function tryAllPlans(
  flat: FlatProblem,
  { standing, isOpen }: Opening,
  { hasTime }: Budget,
): Standing | undefined {
  const jobs = [...standing.runOf.keys()].filter((job) => visitsOf(flat, job).length > 0);
  const kinds = new Set(flat.runs.map(({ kind }) => kind));
  if (ordersOfAll(flat, jobs) * kinds.size > ORDERS_MAX) return undefined;
  const tireless = { ...flat, runs: flat.runs.map((run) => ({ ...run, hours: undefined })) };
  const choice: Choice = { flat, tireless, jobs };
  const byKind = new Map<number, LeastRoutes>();
  for (const [run, { kind }] of flat.runs.entries()) {
    if (byKind.has(kind)) continue;
    if (!hasTime()) return undefined;
    byKind.set(kind, leastRoutes(choice, run));
  }
  return shareOut(choice, (run) =>
    isOpen[run] === 0 ? [standing.routes[run]] : byKind.get(flat.runs[run]!.kind)!,
  );
}

function visitsOf({ place }: FlatProblem, job: number): readonly number[] {
  return [2 * job, 2 * job + 1].filter((visit) => place[visit]! >= 0);
}

/** In how many orders one truck could visit them all: each stop goes into any gap, no delivery before its pickup. */
function ordersOfAll(flat: FlatProblem, jobs: readonly number[]): number {
  let orders = 1;
  let length = 0;
  for (const job of jobs) {
    for (let stops = visitsOf(flat, job).length; stops > 0; stops--) orders *= ++length / stops;
  }
  return orders;
}

function leastRoutes({ flat, tireless, jobs }: Choice, run: number): LeastRoutes {
  const { locked } = flat.runs[run]!;
  return Array.from({ length: 1 << jobs.length }, (_, set) => {
    const chosen = jobs.filter((_job, bit) => ((set >> bit) & 1) === 1);
    const isBound = locked.every((visit) => chosen.includes(visit >> 1));
    const isFree = chosen.every((job) => flat.mayCarry[run * flat.jobCount + job] === 1);
    if (!isBound || !isFree) return undefined;
    const visits = chosen.flatMap((job) => visitsOf(flat, job));
    const left = visits.filter((visit) => !locked.includes(visit));
    const driven = [...ordersOf(locked, left)]
      .flatMap((order) => buildRoute(tireless, run, order) ?? [])
      .toSorted((one, other) => one.cost - other.cost);
    for (const { visits: order } of driven) {
      const route = buildRoute(flat, run, order);
      if (route !== undefined) return route;
    }
    return undefined;
  });
}

/** All orders of stops behind those that come first, each pickup before its delivery. */
function* ordersOf(
  first: readonly number[],
  left: readonly number[],
): Generator<readonly number[]> {
  if (left.length === 0) yield first;
  for (const visit of left) {
    if (visit % 2 === 1 && left.includes(visit - 1)) continue;
    yield* ordersOf(
      [...first, visit],
      left.filter((one) => one !== visit),
    );
  }
}

/** What the runs up to one do to serve a set of jobs at the least. */
interface Share {
  readonly cost: number;
  readonly route?: Route;
  readonly before?: Share;
}

/** Shares the jobs out among the runs, one run after the other, and leaves out what is not worth its prize. */
function shareOut(
  { flat, jobs }: Choice,
  leastOf: (run: number) => LeastRoutes,
): Standing | undefined {
  let shares: readonly (Share | undefined)[] = [{ cost: 0 }];
  for (const run of flat.runs.keys()) {
    const least = leastOf(run);
    const before = shares;
    shares = Array.from({ length: 1 << jobs.length }, (_, set) =>
      leastShare(before, least, { set, run }),
    );
  }
  const plans = shares.flatMap((share, set) => {
    if (share === undefined) return [];
    const routes = routesOf(share);
    const runOf = new Int32Array(flat.jobCount).fill(-1);
    for (const { run, visits } of routes) for (const visit of visits) runOf[visit >> 1] = run;
    const missed = jobs.filter((_, bit) => ((set >> bit) & 1) === 0);
    return [standingOf({ flat, routes, runOf, isOpen: new Uint8Array() }, missed)];
  });
  // What costs nothing is served.
  return plans.toSorted(
    (one, other) => one.cost - other.cost || one.unserved.length - other.unserved.length,
  )[0];
}

/** Of a set each part for one more run, and the rest for those before it. */
function leastShare(
  shares: readonly (Share | undefined)[],
  least: LeastRoutes,
  { set, run }: { readonly set: number; readonly run: number },
): Share | undefined {
  let best: Share | undefined;
  for (let part = set; part >= 0; part = part === 0 ? -1 : (part - 1) & set) {
    const before = shares[set & ~part];
    const route = least[part];
    if (before === undefined || route === undefined) continue;
    const cost = before.cost + route.cost;
    if (best === undefined || cost < best.cost) best = { cost, route: { ...route, run }, before };
  }
  return best;
}

function routesOf(last: Share): Route[] {
  const routes: Route[] = [];
  for (let share: Share | undefined = last; share?.route !== undefined; share = share.before) {
    routes.push(share.route);
  }
  return routes.toReversed();
}
