import type { Cch } from "./build-cch.ts";
import type { Metric } from "./customise.ts";

/** Turns slots into the arcs of the map that they stand for, in the order in which they are driven. */
export function unpack(cch: Cch, metric: Metric, slots: readonly number[]): readonly number[] {
  const { edgeCount } = cch;
  const { via, side } = metric;
  const arcs: number[] = [];
  const waiting = slots.toReversed();
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const low = via[at]!;
    if (low < 0) arcs.push(roadOf(cch, metric, at));
    // What is driven first is pushed last: an edge upward begins at its lower end.
    else if (at < edgeCount) waiting.push(side[at]!, edgeCount + low);
    else waiting.push(low, edgeCount + side[at]!);
  }
  return arcs;
}

/** The road of a slot that costs what the slot costs; mostly there is but one. */
function roadOf(
  { firstRoad, road }: Cch,
  metric: Pick<Metric, "road" | "slot">,
  at: number,
): number {
  let i = firstRoad[at]!;
  if (firstRoad[at + 1] === i + 1) return road[i]!;
  while (metric.road[road[i]!] !== metric.slot[at]) i++;
  return road[i]!;
}
