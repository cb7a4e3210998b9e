import { NEVER } from "../graph/never.ts";
import type { Network } from "../graph/network.ts";
import { openMinHeap } from "./min-heap.ts";
import type { Path } from "./path.ts";

const NO_ARC = -1;

/** What to search in, and where from. An arc that costs `NEVER` is closed. */
export interface Search {
  readonly network: Network;
  readonly cost: Int32Array;
  readonly from: number;
}

/** Everything that can be reached from one node: the least cost of each, and the arc that ends its path. */
export interface Reach {
  readonly cost: Int32Array;
  readonly lastArc: Int32Array;
}

/** The least cost from one node to all others, or until one of those asked for is met. */
export function dijkstra({ network, cost, from }: Search, until?: ReadonlySet<number>): Reach {
  const reach = emptyReach(network.nodeCount);
  const heap = openMinHeap(network.nodeCount);
  reach.cost[from] = 0;
  heap.push(from, 0);
  while (heap.size() > 0) {
    const node = heap.pop();
    if (until?.has(node) === true) break;
    for (let arc = network.firstArc[node]!; arc < network.firstArc[node + 1]!; arc++) {
      const found = reach.cost[node]! + cost[arc]!;
      const head = network.head[arc]!;
      if (found >= reach.cost[head]!) continue;
      reach.cost[head] = found;
      reach.lastArc[head] = arc;
      heap.push(head, found);
    }
  }
  return reach;
}

/** The best way to whichever of these nodes is nearest; nothing if none can be reached. It is the judge of all faster searches. */
export function dijkstraPath(search: Search, to: readonly number[]): Path | undefined {
  const reach = dijkstra(search, new Set(to));
  const [first, ...others] = to;
  if (first === undefined) return undefined;
  const near = (a: number, b: number) => (reach.cost[b]! < reach.cost[a]! ? b : a);
  return pathTo(reach, { search, node: others.reduce(near, first) });
}

/** Follows the last arcs back from a node to where the search began. */
export function pathTo(
  { cost, lastArc }: Reach,
  { search: { network, from }, node }: { readonly search: Search; readonly node: number },
): Path | undefined {
  if (cost[node]! >= NEVER) return undefined;
  const arcs: number[] = [];
  for (let at = node; at !== from; at = tailOf(network, lastArc[at]!)) arcs.push(lastArc[at]!);
  return { cost: cost[node]!, arcs: arcs.toReversed() };
}

/** A reach that has reached nothing yet. */
export function emptyReach(nodeCount: number): Reach {
  return {
    cost: new Int32Array(nodeCount).fill(NEVER),
    lastArc: new Int32Array(nodeCount).fill(NO_ARC),
  };
}

/** The node that an arc leaves, found by halving. */
function tailOf({ firstArc, nodeCount }: Network, arc: number): number {
  let low = 0;
  let high = nodeCount;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (firstArc[middle]! <= arc) low = middle;
    else high = middle;
  }
  return low;
}
