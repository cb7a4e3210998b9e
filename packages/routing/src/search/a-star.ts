import type { Network } from "../graph/network.ts";
import { tailsOf } from "../graph/network.ts";
import { emptyReach, pathTo, type Search } from "./dijkstra.ts";
import { openMinHeap } from "./min-heap.ts";
import type { Path } from "./path.ts";

const EARTH_RADIUS_CM = 637_100_880;
const RADIANS = Math.PI / 180 / 1e7;
/** Rounding may not make the estimate too high by a hair. */
const MODESTY = 1 - 1e-9;

/** How far a node is from the goal at the very least, in the unit of the costs it was made for. */
export interface Estimate {
  readonly toward: (goal: number) => (node: number) => number;
}

/**
 * Learns from the costs of the moment, jams and closures included, how little a straight centimetre ever costs.
 * What it then foretells is never too much, so that A\* stays exact on any weights.
 */
export function openEstimate(network: Network, cost: Int32Array): Estimate {
  const { nodeCount, arcCount, head } = network;
  const points = new Float64Array(nodeCount * 3);
  for (let node = 0; node < nodeCount; node++) putPoint(points, node, network);
  const tail = tailsOf(network);
  let rate = Infinity;
  for (let arc = 0; arc < arcCount; arc++) {
    const straight = chord(points, tail[arc]!, head[arc]!);
    if (straight > 0) rate = Math.min(rate, cost[arc]! / straight);
  }
  const safeRate = Number.isFinite(rate) ? rate * MODESTY : 0;
  return { toward: (goal) => (node) => safeRate * chord(points, node, goal) };
}

/** The best way from one node to another by A\*, or nothing if there is none. */
export function aStar(
  search: Search,
  { to, estimate }: { readonly to: number; readonly estimate: Estimate },
): Path | undefined {
  const { network, cost, from } = search;
  const left = estimate.toward(to);
  const reach = emptyReach(network.nodeCount);
  const heap = openMinHeap(network.nodeCount);
  reach.cost[from] = 0;
  heap.push(from, left(from));
  while (heap.size() > 0) {
    const node = heap.pop();
    if (node === to) break;
    for (let arc = network.firstArc[node]!; arc < network.firstArc[node + 1]!; arc++) {
      const found = reach.cost[node]! + cost[arc]!;
      const head = network.head[arc]!;
      if (found >= reach.cost[head]!) continue;
      reach.cost[head] = found;
      reach.lastArc[head] = arc;
      heap.push(head, found + left(head));
    }
  }
  return pathTo(reach, { search, node: to });
}

/** Straight through the earth: shorter than over it, and a true metric, which trigonometry is not when rounded. */
function chord(points: Float64Array, from: number, to: number): number {
  const x = points[from * 3]! - points[to * 3]!;
  const y = points[from * 3 + 1]! - points[to * 3 + 1]!;
  const z = points[from * 3 + 2]! - points[to * 3 + 2]!;
  return Math.sqrt(x * x + y * y + z * z);
}

function putPoint(points: Float64Array, node: number, { lat, lng }: Network): void {
  const north = lat[node]! * RADIANS;
  const east = lng[node]! * RADIANS;
  points[node * 3] = EARTH_RADIUS_CM * Math.cos(north) * Math.cos(east);
  points[node * 3 + 1] = EARTH_RADIUS_CM * Math.cos(north) * Math.sin(east);
  points[node * 3 + 2] = EARTH_RADIUS_CM * Math.sin(north);
}
