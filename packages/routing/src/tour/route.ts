import type { FlatProblem, Run } from "./flat-problem.ts";
import { keepsHours } from "./keeps-hours.ts";
import { lastOpening, nextOpening } from "./windows.ts";

/**
 * The visits of one run with all that an insertion must know, never changed once made. Times do not know of
 * breaks: where hours bind they are the earliest imaginable, and `keepsHours` has the last word.
 */
export interface Route {
  readonly run: number;
  readonly visits: readonly number[];
  /** When service begins at the earliest. */
  readonly starts: readonly number[];
  /** When one must have arrived at the latest for all that follows; the last is the end of the shift. */
  readonly latest: readonly number[];
  /** Loads before the first visit, after the first, after the second …, each with all its dimensions. */
  readonly loads: readonly number[];
  readonly cost: number;
  /** Whether the driver's hours allow what was asked before: the same places are probed again and again. */
  readonly lawful: Map<number, boolean>;
}

/** Where no hours bind, nobody asks. */
const NOT_ASKED = new Map<number, boolean>();

/** Times and weighs a sequence of visits; `undefined` when it cannot be driven. */
export function buildRoute(
  flat: FlatProblem,
  run: number,
  visits: readonly number[],
): Route | undefined {
  const starts = startsOf(flat, run, visits);
  if (starts === undefined) return undefined;
  const loads = loadsOf(flat, run, visits);
  if (loads === undefined) return undefined;
  const { hours } = flat.runs[run]!;
  if (hours !== undefined && !keepsHours(flat, run, visits)) return undefined;
  const lawful = hours === undefined ? NOT_ASKED : new Map<number, boolean>();
  return { run, visits, starts, loads, lawful, ...backwards(flat, run, visits) };
}

/** When service can begin at a visit that is reached at a given time; infinite when it no longer can. */
export function startAt(flat: FlatProblem, visit: number, atMs: number): number {
  if (flat.hasGaps[visit] === 1) return nextOpening(flat.openings[visit]!, atMs);
  if (atMs > flat.lastMs[visit]!) return Number.POSITIVE_INFINITY;
  return Math.max(atMs, flat.firstMs[visit]!);
}

function startsOf(flat: FlatProblem, run: number, visits: readonly number[]): number[] | undefined {
  const { start, end, fromMs, untilMs, duration } = flat.runs[run]!;
  const starts: number[] = [];
  let at = start;
  let clockMs = fromMs;
  for (const visit of visits) {
    const place = flat.place[visit]!;
    const startMs = startAt(flat, visit, clockMs + duration[at * flat.size + place]!);
    if (startMs === Number.POSITIVE_INFINITY) return undefined;
    starts.push(startMs);
    clockMs = startMs + flat.serviceMs[visit]!;
    at = place;
  }
  return clockMs + duration[at * flat.size + end]! <= untilMs ? starts : undefined;
}

function loadsOf(flat: FlatProblem, run: number, visits: readonly number[]): number[] | undefined {
  const { capacity, aboard } = flat.runs[run]!;
  const { dimensions, load } = flat;
  const loads: number[] = [];
  for (let dimension = 0; dimension < dimensions; dimension++) {
    loads.push(aboard[dimension]! + loadedAtStart(flat, visits, dimension));
    if (loads[dimension]! > capacity[dimension]!) return undefined;
  }
  for (const visit of visits) {
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const amount = load[(visit >> 1) * dimensions + dimension]!;
      const after = loads.at(-dimensions)! + (visit % 2 === 0 ? amount : -amount);
      if (after > capacity[dimension]!) return undefined;
      loads.push(after);
    }
  }
  return loads;
}

/** What is brought without being collected on the way waits at the start. */
function loadedAtStart(flat: FlatProblem, visits: readonly number[], dimension: number): number {
  let sum = 0;
  for (const visit of visits) {
    if (isFromStart(flat, visit)) sum += flat.load[(visit >> 1) * flat.dimensions + dimension]!;
  }
  return sum;
}

/** Whether a visit brings what was loaded where the run began. */
export function isFromStart({ place, isAboard }: FlatProblem, visit: number): boolean {
  return visit % 2 === 1 && place[visit - 1]! < 0 && isAboard[visit >> 1] === 0;
}

function backwards(
  flat: FlatProblem,
  run: number,
  visits: readonly number[],
): Pick<Route, "latest" | "cost"> {
  const { start, end, untilMs, fixed, duration, legCost }: Run = flat.runs[run]!;
  const latest: number[] = Array.from({ length: visits.length + 1 }, () => untilMs);
  let next = end;
  let cost = visits.length === 0 ? 0 : fixed;
  for (let slot = visits.length - 1; slot >= 0; slot--) {
    const visit = visits[slot]!;
    const leg = flat.place[visit]! * flat.size + next;
    const byMs = latest[slot + 1]! - duration[leg]! - flat.serviceMs[visit]!;
    latest[slot] = lastOpening(flat.openings[visit]!, byMs);
    cost += legCost[leg]!;
    next = flat.place[visit]!;
  }
  return { latest, cost: visits.length === 0 ? 0 : cost + legCost[start * flat.size + next]! };
}
