/** What each leg costs, row by row: `costs[from * size + to]`. There and back may differ. */
export interface LegCosts {
  readonly size: number;
  readonly costs: Int32Array;
}

/** An order of all places; after the last comes the first again. */
export type RoundTrip = Int32Array;

/** What the whole round costs. */
export function roundTripCost({ size, costs }: LegCosts, trip: RoundTrip): number {
  let total = 0;
  for (let at = 0; at < size; at++) {
    const next = at + 1 === size ? 0 : at + 1;
    total += costs[trip[at]! * size + trip[next]!]!;
  }
  return total;
}

/** Whether every leg costs the same there and back. */
export function isSymmetric({ size, costs }: LegCosts): boolean {
  for (let from = 1; from < size; from++) {
    for (let to = 0; to < from; to++) {
      if (costs[from * size + to] !== costs[to * size + from]) return false;
    }
  }
  return true;
}
