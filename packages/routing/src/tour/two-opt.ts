import type { LegCosts, RoundTrip } from "./round-trip.ts";

/**
 * U106, second half: turns stretches of the round around while that makes it cheaper, until none does. The
 * first place stays first. On costs that differ there and back a turned stretch is paid in its new direction.
 */
export function twoOpt(legs: LegCosts, trip: RoundTrip): RoundTrip {
  const better = Int32Array.from(trip);
  while (improveOnce(legs, better));
  return better;
}

/** One sweep over all pairs, in place; says whether anything got better. */
export function improveOnce({ size, costs }: LegCosts, trip: RoundTrip): boolean {
  let improved = false;
  for (let from = 1; from < size - 1; from++) {
    // What the stretch costs more in the other direction; 0 all along where there and back are the same.
    let turning = 0;
    const before = trip[from - 1]! * size;
    for (let to = from + 1; to < size; to++) {
      const last = trip[to]!;
      const after = trip[to + 1 === size ? 0 : to + 1]!;
      turning += costs[last * size + trip[to - 1]!]! - costs[trip[to - 1]! * size + last]!;
      const gain =
        costs[before + trip[from]!]! +
        costs[last * size + after]! -
        costs[before + last]! -
        costs[trip[from]! * size + after]!;
      if (gain > turning) {
        trip.subarray(from, to + 1).reverse();
        turning = -turning;
        improved = true;
      }
    }
  }
  return improved;
}
