import type { Dice } from "./dice.ts";
import type { FlatProblem } from "./flat-problem.ts";

/** How much one blow takes out, as Christiaens and Vanden Berghe chose it. */
const REMOVED_MEAN = 10;
const STRING_MOST = 10;
/** How often a string is cut with a piece in the middle left standing, and how often that piece grows. */
const SPLIT_SHARE = 0.5;
const GROW_SHARE = 0.01;

/** What the ruin reads of a plan. */
export interface Standing {
  readonly flat: FlatProblem;
  /** For each visit the visits that are near it, the nearest first. */
  readonly nearVisits: readonly Int32Array[];
  /** Visits by run. */
  readonly tours: readonly (readonly number[])[];
  /** By job; -1 where it is not served. */
  readonly runOf: Int32Array;
}

/** Picks jobs to take out: strings of neighbouring visits in tours that pass near one another. */
export function ruin(standing: Standing, dice: Dice): readonly number[] {
  const { flat, nearVisits, tours, runOf } = standing;
  const removed = new Set<number>();
  const ruined = new Set<number>();
  const served = runOf.filter((run) => run >= 0).length;
  const driven = tours.filter((visits) => visits.length > 0);
  const stringMost = Math.min(STRING_MOST, Math.max(1, (2 * served) / Math.max(1, driven.length)));
  const toursMost = (4 * REMOVED_MEAN) / (1 + stringMost) - 1;
  const tourCount = Math.floor(dice() * toursMost + 1);
  const seed = seedVisit(standing, dice);
  const isLoose = (job: number): boolean => flat.isLocked[job] === 0;
  for (const visit of nearVisits[seed] ?? []) {
    if (ruined.size >= tourCount) break;
    const run = runOf[visit >> 1]!;
    if (run < 0 || removed.has(visit >> 1) || ruined.has(run)) continue;
    const visits = tours[run]!;
    const at = visits.indexOf(visit);
    if (at < 0) continue;
    const length = Math.floor(dice() * Math.min(visits.length, stringMost) + 1);
    const string = stringAround({ at, length, total: visits.length }, dice);
    for (const job of string.map((slot) => visits[slot]! >> 1).filter(isLoose)) removed.add(job);
    ruined.add(run);
  }
  return [...removed];
}

/** Any visit that may be planned, served or not: where the blow falls. */
function seedVisit({ flat: { place } }: Standing, dice: Dice): number {
  const first = Math.floor(dice() * place.length);
  for (let step = 0; step < place.length; step++) {
    const visit = (first + step) % place.length;
    if (place[visit]! >= 0) return visit;
  }
  return -1;
}

interface Cut {
  readonly at: number;
  readonly length: number;
  readonly total: number;
}

/** The slots of a string that holds `at`; sometimes longer, with a piece in its middle spared. */
function stringAround({ at, length, total }: Cut, dice: Dice): readonly number[] {
  let spared = 0;
  if (length > 1 && length < total && dice() < SPLIT_SHARE) {
    spared = 1;
    while (length + spared < total && dice() < GROW_SHARE) spared++;
  }
  const whole = length + spared;
  const lowest = Math.max(0, at - whole + 1);
  const highest = Math.min(at, total - whole);
  const first = lowest + Math.floor(dice() * (highest - lowest + 1));
  const sparedFrom = first + 1 + Math.floor(dice() * Math.max(0, length - 1));
  const slots: number[] = [];
  for (let slot = first; slot < first + whole; slot++) {
    if (slot < sparedFrom || slot >= sparedFrom + spared) slots.push(slot);
  }
  return slots;
}
