/** What many measurements come to. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Sums up measurements, rounded; nothing measured is all zeros. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number) => {
    const place = Math.min(sorted.length - 1, Math.floor(part * sorted.length));
    return Math.round(sorted[place] ?? 0);
  };
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
