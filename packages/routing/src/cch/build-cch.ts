import { type Network, tailsOf } from "../graph/network.ts";

/**
 * A map prepared for any costs. Nodes are called by their rank, 0 the least important; an edge joins two ranks,
 * and a slot is one direction of it: edge e upward is slot e, downward `edgeCount + e`.
 */
export interface Cch {
  readonly nodeCount: number;
  readonly arcCount: number;
  readonly edgeCount: number;
  readonly rank: Uint32Array;
  /** The least of a node's higher neighbours; -1 at a root. All that a search can meet above it is its line to the root. */
  readonly parent: Int32Array;
  /** How many steps a rank is below its root. */
  readonly depth: Uint32Array;
  readonly heightMax: number;
  /** Edges from v to higher ranks are `firstUp[v]` up to `firstUp[v + 1]`, the lowest head first. */
  readonly firstUp: Uint32Array;
  readonly upHead: Uint32Array;
  readonly upTail: Uint32Array;
  /** Edges from lower ranks to v, the lowest tail first. */
  readonly firstDown: Uint32Array;
  readonly downEdge: Uint32Array;
  /** The slot that an arc of the map became; an arc from a node to itself has none, -1. */
  readonly slotOf: Int32Array;
  /** The arcs of the map in each slot. */
  readonly firstRoad: Uint32Array;
  readonly road: Uint32Array;
}

/** Builds the hierarchy for an order of the nodes, the least important first. */
export function buildCch(network: Network, order: Uint32Array): Cch {
  const { nodeCount, arcCount } = network;
  const rank = new Uint32Array(nodeCount);
  for (let at = 0; at < nodeCount; at++) rank[order[at]!] = at;
  const { firstUp, upHead, parent } = complete(network, rank);
  const edgeCount = upHead.length;
  const upTail = new Uint32Array(edgeCount);
  for (let v = 0; v < nodeCount; v++) upTail.fill(v, firstUp[v], firstUp[v + 1]);
  const slotOf = findSlots(network, { rank, firstUp, upHead });
  return {
    nodeCount,
    arcCount,
    edgeCount,
    rank,
    parent,
    ...measureDepth(parent),
    firstUp,
    upHead,
    upTail,
    ...downward(nodeCount, upHead),
    slotOf,
    ...roadsOf(slotOf, edgeCount * 2),
  };
}

interface Upward {
  readonly firstUp: Uint32Array;
  readonly upHead: Uint32Array;
  readonly parent: Int32Array;
}

/** Joins the higher neighbours of each node, lowest first: a node hands those it has to the least of them. */
function complete(network: Network, rank: Uint32Array): Upward {
  const { nodeCount } = network;
  const { first, above } = roadsUpward(network, rank);
  const firstUp = new Uint32Array(nodeCount + 1);
  const parent = new Int32Array(nodeCount).fill(-1);
  const lastChild = new Int32Array(nodeCount).fill(-1);
  const sibling = new Int32Array(nodeCount).fill(-1);
  const seenBy = new Int32Array(nodeCount).fill(-1);
  let heads = new Uint32Array(above.length * 3 + 16);
  let size = 0;
  for (let v = 0; v < nodeCount; v++) {
    const start = size;
    // All that a node can be joined to lies above it, so this much room is always enough.
    if (heads.length - size < nodeCount - v) heads = grown(heads, Math.max(nodeCount - v, size));
    const take = (from: Uint32Array, [at, end]: readonly [number, number]) => {
      for (let i = at; i < end; i++) {
        const w = from[i]!;
        if (w === v || seenBy[w] === v) continue;
        seenBy[w] = v;
        heads[size++] = w;
      }
    };
    take(above, [first[v]!, first[v + 1]!]);
    for (let child = lastChild[v]!; child >= 0; child = sibling[child]!) {
      take(heads, [firstUp[child]!, firstUp[child + 1]!]);
    }
    sortShort(heads, start, size);
    firstUp[v + 1] = size;
    if (size === start) continue;
    const least = heads[start]!;
    parent[v] = least;
    sibling[v] = lastChild[least]!;
    lastChild[least] = v;
  }
  return { firstUp, upHead: heads.slice(0, size), parent };
}

function grown(heads: Uint32Array, by: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(heads.length + by);
  larger.set(heads);
  return larger;
}

/** Every road once, listed at its lower end. */
function roadsUpward(
  network: Network,
  rank: Uint32Array,
): { first: Uint32Array; above: Uint32Array } {
  const { nodeCount, arcCount, head } = network;
  const tail = tailsOf(network);
  const first = new Uint32Array(nodeCount + 1);
  for (let arc = 0; arc < arcCount; arc++) {
    first[Math.min(rank[tail[arc]!]!, rank[head[arc]!]!) + 1]!++;
  }
  for (let v = 0; v < nodeCount; v++) first[v + 1]! += first[v]!;
  const next = first.slice();
  const above = new Uint32Array(arcCount);
  for (let arc = 0; arc < arcCount; arc++) {
    const [from, to] = [rank[tail[arc]!]!, rank[head[arc]!]!];
    above[next[Math.min(from, to)]!++] = Math.max(from, to);
  }
  return { first, above };
}

/** Most nodes have a handful of neighbours, for which setting up a sort would cost more than sorting. */
function sortShort(values: Uint32Array, start: number, end: number): void {
  if (end - start > 40) {
    values.subarray(start, end).sort();
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > start && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
}

function measureDepth(parent: Int32Array): { depth: Uint32Array; heightMax: number } {
  const depth = new Uint32Array(parent.length);
  let heightMax = 0;
  for (let v = parent.length - 1; v >= 0; v--) {
    if (parent[v]! >= 0) depth[v] = depth[parent[v]!]! + 1;
    heightMax = Math.max(heightMax, depth[v]! + 1);
  }
  return { depth, heightMax };
}

function downward(
  nodeCount: number,
  upHead: Uint32Array,
): { firstDown: Uint32Array; downEdge: Uint32Array } {
  const firstDown = new Uint32Array(nodeCount + 1);
  for (const head of upHead) firstDown[head + 1]!++;
  for (let v = 0; v < nodeCount; v++) firstDown[v + 1]! += firstDown[v]!;
  const next = firstDown.slice();
  const downEdge = new Uint32Array(upHead.length);
  for (let edge = 0; edge < upHead.length; edge++) downEdge[next[upHead[edge]!]!++] = edge;
  return { firstDown, downEdge };
}

function findSlots(
  network: Network,
  { rank, firstUp, upHead }: { rank: Uint32Array; firstUp: Uint32Array; upHead: Uint32Array },
): Int32Array {
  const tail = tailsOf(network);
  const slotOf = new Int32Array(network.arcCount).fill(-1);
  for (let arc = 0; arc < slotOf.length; arc++) {
    const from = rank[tail[arc]!]!;
    const to = rank[network.head[arc]!]!;
    if (from === to) continue;
    const high = Math.max(from, to);
    let edge = firstUp[Math.min(from, to)]!;
    while (upHead[edge] !== high) edge++;
    slotOf[arc] = from < to ? edge : upHead.length + edge;
  }
  return slotOf;
}

function roadsOf(
  slotOf: Int32Array,
  slotCount: number,
): { firstRoad: Uint32Array; road: Uint32Array } {
  const firstRoad = new Uint32Array(slotCount + 1);
  for (const slot of slotOf) if (slot >= 0) firstRoad[slot + 1]!++;
  for (let slot = 0; slot < slotCount; slot++) firstRoad[slot + 1]! += firstRoad[slot]!;
  const next = firstRoad.slice();
  const road = new Uint32Array(firstRoad[slotCount]!);
  for (let arc = 0; arc < slotOf.length; arc++) {
    if (slotOf[arc]! >= 0) road[next[slotOf[arc]!]!++] = arc;
  }
  return { firstRoad, road };
}
