/** What repeated measurements of one thing came to. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The figure of some measurements; there must be one at least. */
export function figureOf(samples: readonly number[]): Figure {
  const sorted = samples.toSorted((one, other) => one - other);
  const below = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const above = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { median: (below + above) / 2, min: sorted[0] ?? below, max: sorted.at(-1) ?? above };
}

/** The value below which this part of the sorted samples lies; NaN of none. */
export function quantile(sorted: ArrayLike<number>, part: number): number {
  const place = Math.min(sorted.length - 1, Math.floor(part * sorted.length));
  return sorted[place] ?? Number.NaN;
}
