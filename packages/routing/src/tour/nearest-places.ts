import type { LegCosts } from "./round-trip.ts";

/** Who is near whom: row by row the `width` nearest places of each place, the nearest first. */
export interface NearestPlaces {
  readonly width: number;
  readonly places: Int32Array;
}

/** Finds the few places that are nearest to each, by insertion: no full sort of any row. */
export function nearestPlaces({ size, costs }: LegCosts, most: number): NearestPlaces {
  const width = Math.max(0, Math.min(most, size - 1));
  const places = new Int32Array(size * width);
  for (let from = 0; from < size; from++) {
    const row = from * size;
    const base = from * width;
    let found = 0;
    for (let to = 0; to < size; to++) {
      if (to === from) continue;
      const cost = costs[row + to]!;
      if (found === width && cost >= costs[row + places[base + width - 1]!]!) continue;
      let slot = found < width ? found++ : width - 1;
      for (; slot > 0 && costs[row + places[base + slot - 1]!]! > cost; slot--) {
        places[base + slot] = places[base + slot - 1]!;
      }
      places[base + slot] = to;
    }
  }
  return { width, places };
}
