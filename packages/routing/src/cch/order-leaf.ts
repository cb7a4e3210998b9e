import type { Region } from "./region.ts";

/**
 * Ranks at most 31 nodes, the most important first: the node with the fewest neighbours goes first of all, and
 * its neighbours become each other's.
 */
export function orderLeaf({ size, first, head }: Region): readonly number[] {
  const near = new Int32Array(size);
  for (let v = 0; v < size; v++) {
    for (let e = first[v]!; e < first[v + 1]!; e++) near[v]! |= 1 << head[e]!;
  }
  const order: number[] = [];
  for (let left = (1 << size) - 1; left !== 0; left &= ~(1 << order.at(-1)!)) {
    const v = loneliest(near, left);
    const others = near[v]! & left;
    for (let w = 0; w < size; w++) {
      if ((others & (1 << w)) !== 0) near[w] = (near[w]! | others) & ~(1 << w) & ~(1 << v);
    }
    order.push(v);
  }
  return order.toReversed();
}

function loneliest(near: Int32Array, left: number): number {
  let best = -1;
  let fewest = Infinity;
  for (let v = 0; v < near.length; v++) {
    if ((left & (1 << v)) === 0) continue;
    const count = bitsOf(near[v]! & left);
    if (count < fewest) [best, fewest] = [v, count];
  }
  return best;
}

function bitsOf(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
