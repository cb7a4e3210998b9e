import { assert } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { Cch } from "./build-cch.ts";

/** One set of costs on a hierarchy: what each arc of the map costs, and what follows for each slot. */
export interface Metric {
  readonly road: Int32Array;
  readonly slot: Int32Array;
}

/** Room for one metric, in memory of one's own or in memory that workers share. */
export function emptyMetric(cch: Cch, memory: "own" | "shared" = "own"): Metric {
  const bytes = (count: number) => count * Int32Array.BYTES_PER_ELEMENT;
  const [roads, slots] = [bytes(cch.arcCount), bytes(cch.edgeCount * 2)];
  return memory === "own"
    ? { road: new Int32Array(cch.arcCount), slot: new Int32Array(cch.edgeCount * 2) }
    : {
        road: new Int32Array(new SharedArrayBuffer(roads)),
        slot: new Int32Array(new SharedArrayBuffer(slots)),
      };
}

/** Fits the hierarchy to the costs in `metric.road`: afterwards every search on it is exact for them. */
export function customise(cch: Cch, metric: Metric): Metric {
  assert(metric.road.length === cch.arcCount, "a metric has one cost for each arc of its map");
  assert(metric.slot.length === cch.edgeCount * 2, "a metric has two slots for each edge");
  takeRoads(cch, metric);
  lowerTriangles(cch, metric.slot);
  return metric;
}

/** A slot costs what the cheapest of its roads costs, and what has no road cannot be driven yet. */
function takeRoads({ slotOf }: Cch, { road, slot }: Metric): void {
  slot.fill(NEVER);
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
function lowerTriangles(cch: Cch, slot: Int32Array): void {
  const edgeTo = new Int32Array(cch.nodeCount);
  for (let x = 0; x < cch.nodeCount; x++) {
    for (let e = cch.firstUp[x]!; e < cch.firstUp[x + 1]!; e++) edgeTo[cch.upHead[e]!] = e;
    trianglesOf(cch, slot, { x, edgeTo });
  }
}

function trianglesOf(
  { edgeCount, firstUp, upHead, upTail, firstDown, downEdge }: Cch,
  slot: Int32Array,
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
      if (up < slot[e]!) slot[e] = up;
      const down = toX + slot[edgeCount + side]!;
      if (down < slot[edgeCount + e]!) slot[edgeCount + e] = down;
    }
  }
}
