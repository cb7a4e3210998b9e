/** Where an id stands in ascending ids, or -1. */
export function placeIn(ids: Float64Array, id: number): number {
  const place = firstFrom(ids, id);
  return ids[place] === id ? place : -1;
}

/** The place of the first of ascending ids that is not below this one. */
export function firstFrom(ids: Float64Array, id: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
