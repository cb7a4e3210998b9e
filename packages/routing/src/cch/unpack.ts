import type { Cch } from "./build-cch.ts";
import type { Metric } from "./customise.ts";

/** Turns slots into the arcs of the map that they stand for, in the order in which they are driven. */
export function unpack(cch: Cch, metric: Metric, slots: readonly number[]): readonly number[] {
  const { edgeCount, upTail, upHead } = cch;
  const arcs: number[] = [];
  const waiting = slots.toReversed();
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const low = metric.via[at]!;
    if (low < 0) {
      arcs.push(roadOf(cch, metric, at));
      continue;
    }
    const side = edgeBetween(cch, upTail[low]!, upHead[at % edgeCount]!);
    // What is driven first is pushed last: an edge upward begins at its lower end.
    if (at < edgeCount) waiting.push(side, edgeCount + low);
    else waiting.push(low, edgeCount + side);
  }
  return arcs;
}

/** The road of a slot that costs what the slot costs. */
function roadOf({ firstRoad, road }: Cch, metric: Metric, at: number): number {
  let i = firstRoad[at]!;
  while (metric.road[road[i]!] !== metric.slot[at]) i++;
  return road[i]!;
}

/** The edge between two ranks that are known to be joined, found by halving. */
function edgeBetween({ firstUp, upHead }: Cch, low: number, high: number): number {
  let start = firstUp[low]!;
  let end = firstUp[low + 1]!;
  while (end - start > 1) {
    const middle = (start + end) >> 1;
    if (upHead[middle]! <= high) start = middle;
    else end = middle;
  }
  return start;
}
