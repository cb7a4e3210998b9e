import type { TourCosts, TourMatrix, TourProblem } from "./problem.ts";

const M_PER_KM = 1_000;
const MS_PER_HOUR = 3_600_000;

/** A matrix as the search reads it: the last row and column are nowhere. */
export interface Legs {
  readonly duration: Int32Array;
  readonly distance: Int32Array;
  /** What each leg costs whom it costs so much by the kilometre and the hour. */
  readonly costFor: (costs: TourCosts) => Float64Array;
}

/** The legs of each matrix that some vehicle drives by; vehicles of a kind share one. */
export type LegsOf = ReadonlyMap<TourMatrix, Legs>;

/** Lays out each matrix that is driven by, once; those known already are taken over. */
export function legsOf(problem: TourProblem, known?: LegsOf): LegsOf {
  const matrices = new Set(problem.vehicles.map(({ matrix }) => matrix ?? problem.matrix));
  return new Map([...matrices].map((matrix) => [matrix, known?.get(matrix) ?? layLegs(matrix)]));
}

function layLegs({ size, durationMs, distanceM }: TourMatrix): Legs {
  const duration = withNowhere(durationMs, size);
  const distance = withNowhere(distanceM, size);
  const known = new Map<string, Float64Array>();
  return {
    duration,
    distance,
    costFor: ({ perKm, perHour }) => {
      const key = JSON.stringify([perKm, perHour]);
      const cost = (m: number, leg: number): number =>
        m * (perKm / M_PER_KM) + duration[leg]! * (perHour / MS_PER_HOUR);
      const legCost = known.get(key) ?? Float64Array.from(distance, cost);
      known.set(key, legCost);
      return legCost;
    },
  };
}

/**
 * Adds a row and a column for nowhere: whoever begins or ends there is where he begins or ends, and drives from that
 * place to itself, which is nothing unless nobody can come there.
 */
function withNowhere(legs: Int32Array, size: number): Int32Array {
  const wider = new Int32Array((size + 1) * (size + 1));
  for (let place = 0; place < size; place++) {
    wider.set(legs.subarray(place * size, (place + 1) * size), place * (size + 1));
    wider[place * (size + 1) + size] = legs[place * size + place]!;
    wider[size * (size + 1) + place] = legs[place * size + place]!;
  }
  return wider;
}
