import { spoilt } from "./spoilt.ts";

/** A block usually holds 8,000 elements, some hundred thousand numbers; zeros packed well may unpack to millions. */
const WEIGHT_MAX = 4_000_000;
const ELEMENT_WEIGHT = 8;

/** Counts what a block holds while it is decoded, so that no small file takes all memory. */
export interface Weighing {
  readonly add: (numbers: number) => void;
}

/** Begins with an empty block. */
export function weighing(): Weighing {
  let weight = 0;
  return {
    add(numbers) {
      weight += ELEMENT_WEIGHT + numbers;
      if (weight > WEIGHT_MAX)
        throw spoilt("A block holds millions of elements: expected thousands");
    },
  };
}
