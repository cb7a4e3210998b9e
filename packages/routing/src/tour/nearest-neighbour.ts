import type { LegCosts, RoundTrip } from "./round-trip.ts";

/** U106, first half: from the first place always on to the nearest that is left. Ties go to the lower number. */
export function nearestNeighbour({ size, costs }: LegCosts, start = 0): RoundTrip {
  const trip = new Int32Array(size);
  const left = Int32Array.from({ length: size }, (_, place) => place);
  let leftCount = take(left, { count: size, at: start });
  if (size > 0) trip[0] = start;
  for (let at = 1; at < size; at++) {
    const row = trip[at - 1]! * size;
    let nearest = 0;
    for (let other = 1; other < leftCount; other++) {
      const gain = costs[row + left[nearest]!]! - costs[row + left[other]!]!;
      if (gain > 0 || (gain === 0 && left[other]! < left[nearest]!)) nearest = other;
    }
    trip[at] = left[nearest]!;
    leftCount = take(left, { count: leftCount, at: nearest });
  }
  return trip;
}

/** Closes the gap with the last one, and says how many are left. */
function take(left: Int32Array, { count, at }: { count: number; at: number }): number {
  left[at] = left[count - 1]!;
  return count - 1;
}
