import { sortPairs } from "../../graph/sort-pairs.ts";
import type { Points } from "./stretch.ts";

const CELLS = 65_535;

/**
 * Points in the order of a curve that stays near itself (Morton's), so that neighbours on the road are
 * neighbours in memory. Ties go by number, and so the order is the same on every machine.
 */
export function nearOrder(indexes: Uint32Array, points: Points): Uint32Array {
  const [yOf, xOf] = [cellOf(indexes, points.lat), cellOf(indexes, points.lng)];
  const key = indexes.map((index) => spread(xOf(index)) + 2 * spread(yOf(index)));
  return sortPairs(key, indexes).second;
}

function cellOf(indexes: Uint32Array, column: Int32Array): (index: number) => number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const index of indexes) {
    low = Math.min(low, column[index]!);
    high = Math.max(high, column[index]!);
  }
  const width = Math.max(1, high - low);
  return (index) => Math.floor(((column[index]! - low) / width) * CELLS);
}

/** Room for another number's bits between those of a number of 16. */
function spread(value: number): number {
  let bits = value;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}
