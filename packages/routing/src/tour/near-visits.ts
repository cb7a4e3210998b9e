import type { FlatProblem } from "./flat-problem.ts";

/**
 * For each visit all others that are to be planned, the nearest first, itself at the head. Where vehicles differ, near
 * is what is near for one of them.
 */
export function nearVisits({ place, size, legs }: FlatProblem): readonly Int32Array[] {
  const planned = Int32Array.from([...place.keys()].filter((visit) => place[visit]! >= 0));
  const durations = [...legs.values()].map(({ duration }) => duration);
  const byPlace = new Map<number, Int32Array>();
  return [...place.keys()].map((visit) => {
    const from = place[visit]!;
    if (from < 0) return new Int32Array();
    const known = byPlace.get(from);
    if (known !== undefined) return known;
    const thereAndBack = (to: number): number =>
      durations.reduce(
        (least, duration) =>
          Math.min(least, duration[from * size + to]! + duration[to * size + from]!),
        Number.MAX_SAFE_INTEGER,
      );
    const farMs = Float64Array.from(place, (to) => (to < 0 ? 0 : thereAndBack(to)));
    const sorted = planned.toSorted((one, other) => farMs[one]! - farMs[other]! || one - other);
    byPlace.set(from, sorted);
    return sorted;
  });
}
