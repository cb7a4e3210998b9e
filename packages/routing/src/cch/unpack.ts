import { assert } from "@msafara/kernel";
import type { Cch } from "./build-cch.ts";
import type { Metric } from "./customise.ts";

/** Turns slots into the arcs of the map that they stand for, in the order in which they are driven. */
export function unpack(cch: Cch, metric: Metric, slots: readonly number[]): readonly number[] {
  const arcs: number[] = [];
  const waiting = slots.toReversed();
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const arc = roadOf(cch, metric, at);
    if (arc >= 0) arcs.push(arc);
    else pushHalves(cch, metric.slot, { waiting, at });
  }
  return arcs;
}

/** A road of the slot that costs what the slot costs; -1, if it is driven by way of a lower node. */
function roadOf({ firstRoad, road }: Cch, metric: Metric, at: number): number {
  for (let i = firstRoad[at]!; i < firstRoad[at + 1]!; i++) {
    if (metric.road[road[i]!] === metric.slot[at]) return road[i]!;
  }
  return -1;
}

/** Finds the lower node by way of which a slot is driven, and puts both halves in its place. */
function pushHalves(
  { edgeCount, upHead, upTail, firstUp, firstDown, downEdge }: Cch,
  slot: Int32Array,
  { waiting, at }: { readonly waiting: number[]; readonly at: number },
): void {
  const isUp = at < edgeCount;
  const edge = isUp ? at : at - edgeCount;
  const [x, y] = [upTail[edge]!, upHead[edge]!];
  const [lowBase, sideBase] = isUp ? [edgeCount, 0] : [0, edgeCount];
  for (let i = firstDown[x]!; i < firstDown[x + 1]!; i++) {
    const low = downEdge[i]!;
    const rest = slot[at]! - slot[lowBase + low]!;
    if (rest < 0) continue;
    const side = edgeTo(upHead, y, [low + 1, firstUp[upTail[low]! + 1]!]);
    if (side < 0 || slot[sideBase + side] !== rest) continue;
    waiting.push(...(isUp ? [side, edgeCount + low] : [low, edgeCount + side]));
    return;
  }
  assert(false, "a slot without a road of its cost is driven by way of a lower node");
}

function edgeTo(upHead: Uint32Array, y: number, [start, end]: readonly [number, number]): number {
  for (let e = start; e < end && upHead[e]! <= y; e++) if (upHead[e] === y) return e;
  return -1;
}
