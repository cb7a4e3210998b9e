/** The value that would stand at place `n` were they sorted, at a fraction of the price of sorting. */
export function nthSmallest(values: Float64Array, n: number): number {
  const left = values.slice();
  let low = 0;
  let high = left.length - 1;
  while (low < high) {
    const pivot = left[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (left[i]! < pivot) i++;
      while (left[j]! > pivot) j--;
      if (i > j) break;
      [left[i], left[j]] = [left[j]!, left[i]!];
      i++;
      j--;
    }
    if (n <= j) high = j;
    else if (n >= i) low = i;
    else break;
  }
  return left[n]!;
}
