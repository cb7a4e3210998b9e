import type { FlatProblem } from "./flat-problem.ts";

/** For each visit all others that are to be planned, the nearest first, itself at the head. */
export function nearVisits({ place, size, duration }: FlatProblem): readonly Int32Array[] {
  const planned = Int32Array.from([...place.keys()].filter((visit) => place[visit]! >= 0));
  const byPlace = new Map<number, Int32Array>();
  return [...place.keys()].map((visit) => {
    const from = place[visit]!;
    if (from < 0) return new Int32Array();
    const known = byPlace.get(from);
    if (known !== undefined) return known;
    const leg = (other: number): number =>
      duration[from * size + place[other]!]! + duration[place[other]! * size + from]!;
    const sorted = planned.toSorted((one, other) => leg(one) - leg(other) || one - other);
    byPlace.set(from, sorted);
    return sorted;
  });
}
