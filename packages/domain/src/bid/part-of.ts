/** A share or a score: 10,000 is the whole. */
export type TenThousandths = number;

export const WHOLE = 10_000;

/** What all bids of a load offer of one thing, from the least to the most. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export function rangeOf(values: readonly number[]): Range {
  return { min: Math.min(...values), max: Math.max(...values) };
}

/** 1 for the smallest, 0 for the greatest; where all are equal each is the smallest (R6). */
export function partOf(value: number, { min, max }: Range): TenThousandths {
  return max === min ? WHOLE : WHOLE - Math.round(((value - min) * WHOLE) / (max - min));
}

/** What parts come to that have been multiplied by their weights and added up. */
export function scoreFrom(weighed: number): TenThousandths {
  return Math.round(weighed / WHOLE);
}
