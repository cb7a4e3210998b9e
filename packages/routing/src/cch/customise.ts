import { assert } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { Cch } from "./build-cch.ts";

/** One set of costs on a hierarchy: what each arc of the map costs, and what follows for each slot. */
export interface Metric {
  readonly road: Int32Array;
  readonly slot: Int32Array;
  /** The edge from the lower node by way of which a slot is driven to its lower end; -1 where a road is. */
  readonly via: Int32Array;
  /** The edge from that node to its upper end: looking for it again at each question would cost more than to keep it. */
  readonly side: Int32Array;
}

/** A metric in memory of one's own, for these costs of the arcs. Threads share one by a metric slot. */
export function openMetric(cch: Cch, road: Int32Array): Metric {
  const slots = cch.edgeCount * 2;
  return {
    road,
    slot: new Int32Array(slots),
    via: new Int32Array(slots),
    side: new Int32Array(slots),
  };
}

/** Fits the hierarchy to the costs in `metric.road`: afterwards every search on it is exact for them. */
export function customise(cch: Cch, metric: Metric): Metric {
  assert(metric.road.length === cch.arcCount, "a metric has one cost for each arc of its map");
  assert(metric.slot.length === cch.edgeCount * 2, "a metric has two slots for each edge");
  takeRoads(cch, metric);
  lowerTriangles(cch, metric);
  return metric;
}

/** A slot costs what the cheapest of its roads costs, and what has no road cannot be driven yet. */
function takeRoads({ slotOf }: Cch, { road, slot, via }: Metric): void {
  slot.fill(NEVER);
  via.fill(-1);
  for (let arc = 0; arc < slotOf.length; arc++) {
    const at = slotOf[arc]!;
    if (at >= 0 && road[arc]! < slot[at]!) slot[at] = road[arc]!;
  }
}

/**
 * Lets every edge x–y be driven by way of any lower node v that is joined to both, lowest x first, so that both
 * sides of the triangle are settled when it is looked at. The edges of x are found by their heads in an array:
 * keeping a list of triangles would cost a gigabyte on a large map.
 */
function lowerTriangles(cch: Cch, metric: Metric): void {
  const edgeTo = new Int32Array(cch.nodeCount);
  for (let x = 0; x < cch.nodeCount; x++) {
    for (let e = cch.firstUp[x]!; e < cch.firstUp[x + 1]!; e++) edgeTo[cch.upHead[e]!] = e;
    trianglesOf(cch, metric, { x, edgeTo });
  }
}

function trianglesOf(
  { edgeCount, firstUp, upHead, upTail, firstDown, downEdge }: Cch,
  { slot, via, side: sides }: Metric,
  { x, edgeTo }: { readonly x: number; readonly edgeTo: Int32Array },
): void {
  for (let i = firstDown[x]!; i < firstDown[x + 1]!; i++) {
    const low = downEdge[i]!;
    const toX = slot[low]!;
    const fromX = slot[edgeCount + low]!;
    const end = firstUp[upTail[low]! + 1]!;
    for (let side = low + 1; side < end; side++) {
      const e = edgeTo[upHead[side]!]!;
      const up = fromX + slot[side]!;
      if (up < slot[e]!) {
        slot[e] = up;
        via[e] = low;
        sides[e] = side;
      }
      const down = toX + slot[edgeCount + side]!;
      if (down < slot[edgeCount + e]!) {
        slot[edgeCount + e] = down;
        via[edgeCount + e] = low;
        sides[edgeCount + e] = side;
      }
    }
  }
}
