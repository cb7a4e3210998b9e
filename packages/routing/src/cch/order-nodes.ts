import type { Network } from "../graph/network.ts";
import { findCut } from "./find-cut.ts";
import { orderLeaf } from "./order-leaf.ts";
import { partsOf, type Region, wholeRegion } from "./region.ts";

/** Below so many nodes cuts no longer pay; a word of bits holds them. */
const LEAF_MOST = 24;

const UNSEEN = -2;
const LEFT_OUT = -1;

/**
 * Ranks the nodes of a map by nested dissection, the least important first: what separates two halves stands
 * above both, all the way down. It depends on the shape of the map alone, so it is made once.
 */
export function orderNodes(network: Network): Uint32Array {
  const order = new Uint32Array(network.nodeCount);
  let end = network.nodeCount;
  const waiting: Region[] = [...split(wholeRegion(network), [])];
  for (let region = waiting.pop(); region !== undefined; region = waiting.pop()) {
    const top = region.size <= LEAF_MOST ? orderLeaf(region) : separate(region);
    for (const v of top) order[--end] = region.node[v]!;
    if (top.length < region.size) waiting.push(...split(region, top));
  }
  return order;
}

/** The nodes whose loss parts a region: of the edges over its cut, the ends on the side that has fewer. */
function separate(region: Region): readonly number[] {
  const near = findCut(region);
  const ends: [far: Set<number>, near: Set<number>] = [new Set(), new Set()];
  for (let v = 0; v < region.size; v++) {
    if (near[v] === 0) continue;
    for (let e = region.first[v]!; e < region.first[v + 1]!; e++) {
      const w = region.head[e]!;
      if (near[w] === 1) continue;
      ends[1].add(v);
      ends[0].add(w);
    }
  }
  return [...(ends[0].size < ends[1].size ? ends[0] : ends[1])];
}

/** What is left of a region without these nodes, in pieces that hang together. */
function split(region: Region, without: readonly number[]): readonly Region[] {
  const label = new Int32Array(region.size).fill(UNSEEN);
  for (const v of without) label[v] = LEFT_OUT;
  const queue = new Int32Array(region.size);
  let count = 0;
  for (let root = 0; root < region.size; root++) {
    if (label[root] !== UNSEEN) continue;
    label[root] = count++;
    flood(region, label, { root, queue });
  }
  return partsOf(region, { label, count });
}

/** Gives all that hangs together with a node its label. */
function flood(
  { first, head }: Region,
  label: Int32Array,
  { root, queue }: { readonly root: number; readonly queue: Int32Array },
): void {
  queue[0] = root;
  let end = 1;
  for (let at = 0; at < end; at++) {
    const v = queue[at]!;
    for (let e = first[v]!; e < first[v + 1]!; e++) {
      const w = head[e]!;
      if (label[w] !== UNSEEN) continue;
      label[w] = label[root]!;
      queue[end++] = w;
    }
  }
}
