import type { Points } from "./stretch.ts";

const CELLS = 65_535;

/**
 * Points in the order of a curve that stays near itself (Morton's), so that neighbours on the road are
 * neighbours in memory. Ties go by number, and so the order is the same on every machine.
 */
export function nearOrder(indexes: readonly number[], points: Points): readonly number[] {
  const y = cellsOf(indexes, points.lat);
  const x = cellsOf(indexes, points.lng);
  const keys = indexes.map((_, i) => spread(x[i]!) + 2 * spread(y[i]!));
  const order = indexes
    .map((_, i) => i)
    .toSorted((one, other) => keys[one]! - keys[other]! || indexes[one]! - indexes[other]!);
  return order.map((i) => indexes[i]!);
}

function cellsOf(indexes: readonly number[], column: Int32Array): readonly number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const index of indexes) {
    low = Math.min(low, column[index]!);
    high = Math.max(high, column[index]!);
  }
  const width = Math.max(1, high - low);
  return indexes.map((index) => Math.floor(((column[index]! - low) / width) * CELLS));
}

/** Room for another number's bits between those of a number of 16. */
function spread(value: number): number {
  let bits = value;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}
