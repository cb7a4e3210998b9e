import { type Network, tailsOf } from "../graph/network.ts";

/** A part of a map on which one may walk either way: loops and parallel roads are gone, each edge is there twice. */
export interface Region {
  readonly size: number;
  readonly first: Int32Array;
  readonly head: Int32Array;
  /** The same edge the other way. */
  readonly back: Int32Array;
  /** Places on a plane, in no unit. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Which node of the map each of them is. */
  readonly node: Int32Array;
}

const RADIANS = Math.PI / 180 / 1e7;

/** The whole map as one region. */
export function wholeRegion(network: Network): Region {
  const { nodeCount, lat, lng } = network;
  const { first, head } = bothWays(network);
  const middle = nodeCount === 0 ? 0 : lat[nodeCount >> 1]!;
  const stretch = Math.cos(middle * RADIANS);
  return {
    size: nodeCount,
    first,
    head,
    back: pairUp(first, head),
    x: Float64Array.from(lng, (degree) => degree * stretch),
    y: Float64Array.from(lat),
    node: Int32Array.from({ length: nodeCount }, (_, node) => node),
  };
}

/**
 * Takes a region apart: nodes with the same label from 0 up to `count` come to one part, and a label below 0
 * leaves a node out. No edge may join two parts.
 */
export function partsOf(
  region: Region,
  { label, count }: { readonly label: Int32Array; readonly count: number },
): readonly Region[] {
  const place = new Int32Array(region.size);
  const sizes = new Int32Array(count);
  const edges = new Int32Array(count);
  for (let v = 0; v < region.size; v++) {
    if (label[v]! < 0) continue;
    place[v] = sizes[label[v]!]!++;
    edges[label[v]!]! += region.first[v + 1]! - region.first[v]!;
  }
  const parts = Array.from(sizes, (size, i) => emptyRegion(size, edges[i]!));
  for (let v = 0; v < region.size; v++) {
    if (label[v]! >= 0) copyNode(region, { v, part: parts[label[v]!]!, label, place });
  }
  for (const part of parts) part.back.set(pairUp(part.first, part.head));
  return parts;
}

function emptyRegion(size: number, edges: number): Region {
  return {
    size,
    first: new Int32Array(size + 1),
    head: new Int32Array(edges),
    back: new Int32Array(edges),
    x: new Float64Array(size),
    y: new Float64Array(size),
    node: new Int32Array(size),
  };
}

interface Copy {
  readonly v: number;
  readonly part: Region;
  readonly label: Int32Array;
  readonly place: Int32Array;
}

function copyNode(region: Region, { v, part, label, place }: Copy): void {
  const at = place[v]!;
  part.x[at] = region.x[v]!;
  part.y[at] = region.y[v]!;
  part.node[at] = region.node[v]!;
  let edge = part.first[at]!;
  for (let e = region.first[v]!; e < region.first[v + 1]!; e++) {
    const w = region.head[e]!;
    if (label[w]! >= 0) part.head[edge++] = place[w]!;
  }
  part.first[at + 1] = edge;
}

/** Each node's neighbours, once each and in rising order. */
function bothWays(network: Network): { first: Int32Array; head: Int32Array } {
  const { nodeCount, arcCount, head } = network;
  const tail = tailsOf(network);
  const starts = new Int32Array(nodeCount + 1);
  for (let arc = 0; arc < arcCount; arc++) {
    starts[tail[arc]! + 1]!++;
    starts[head[arc]! + 1]!++;
  }
  for (let v = 0; v < nodeCount; v++) starts[v + 1]! += starts[v]!;
  const next = starts.slice();
  const near = new Int32Array(arcCount * 2);
  for (let arc = 0; arc < arcCount; arc++) {
    near[next[tail[arc]!]!++] = head[arc]!;
    near[next[head[arc]!]!++] = tail[arc]!;
  }
  const first = new Int32Array(nodeCount + 1);
  let size = 0;
  for (let v = 0; v < nodeCount; v++) {
    const sorted = near.subarray(starts[v], starts[v + 1]).toSorted();
    let last = -1;
    for (const w of sorted) {
      if (w !== v && w !== last) near[size++] = w;
      last = w;
    }
    first[v + 1] = size;
  }
  return { first, head: near.slice(0, size) };
}

/** Since neighbours stand in rising order, the edges into a node meet its own edges one by one. */
function pairUp(first: Int32Array, head: Int32Array): Int32Array {
  const next = first.slice();
  return head.map((w) => next[w]!++);
}
