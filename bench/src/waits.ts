import { quantile } from "./figure.ts";

/** Many waits of one kind, to read quantiles from. */
export interface Waits {
  readonly add: (ms: number) => void;
  readonly count: () => number;
  readonly quantiles: () => Quantiles;
  readonly all: () => readonly number[];
  readonly clear: () => void;
}

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
}

/** Keeps every wait: a histogram would cost less memory, and the exact p99. */
export function openWaits(): Waits {
  let waits = new Float64Array(4_096);
  let count = 0;
  return {
    add: (ms) => {
      if (count === waits.length) {
        const wider = new Float64Array(count * 2);
        wider.set(waits);
        waits = wider;
      }
      waits[count] = ms;
      count += 1;
    },
    count: () => count,
    quantiles: () => quantilesOf(waits.subarray(0, count)),
    all: () => [...waits.subarray(0, count)],
    clear: () => {
      count = 0;
    },
  };
}

/** The middle and the slow end of some waits. */
export function quantilesOf(waits: Float64Array | readonly number[]): Quantiles {
  const sorted = Float64Array.from(waits).toSorted();
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}
