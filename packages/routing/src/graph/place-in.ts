type Ascending = Float64Array | Uint32Array;

/** Where a number stands among ascending ones, or -1. */
export function placeIn(numbers: Ascending, number: number): number {
  const place = firstFrom(numbers, number);
  return numbers[place] === number ? place : -1;
}

/** The place of the first of ascending numbers that is not below this one. */
export function firstFrom(numbers: Ascending, number: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
