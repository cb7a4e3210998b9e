import { assert } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { Roads } from "../route/roads.ts";
import type { Tariff } from "../route/tariff.ts";
import { type ArcClock, drivingClock } from "./arrival-clock.ts";

/** By slot of the hierarchy: how far and how long the way is that the slot stands for. */
export interface WaySums {
  readonly distanceCm: Int32Array;
  /** By a clock, and not what it costs: roads for business only cost more than they take. */
  readonly durationDs: Int32Array;
  readonly clock: ArcClock;
}

/** Adds up every slot of a tariff, lowest first: both sides of a triangle lie lower than what they make. */
export function wayOfSlots(
  roads: Roads,
  tariff: Tariff,
  clock = drivingClock(roads, tariff.drive),
): WaySums {
  const { cch, graph, expanded } = roads;
  const { slot, via, side } = tariff.metric;
  const distanceCm = new Int32Array(slot.length);
  const durationDs = new Int32Array(slot.length);
  for (let edge = 0; edge < cch.edgeCount; edge++) {
    for (const at of [edge, cch.edgeCount + edge]) {
      if (slot[at]! >= NEVER) continue;
      const low = via[at]!;
      if (low < 0) {
        const arc = expanded.road[roadOf(roads, tariff, at)]!;
        distanceCm[at] = graph.lengthCm[arc]!;
        durationDs[at] = clock.along(arc) + clock.atEnd(arc);
        continue;
      }
      const isUp = at < cch.edgeCount;
      const first = isUp ? cch.edgeCount + low : low;
      const second = isUp ? side[at]! : cch.edgeCount + side[at]!;
      distanceCm[at] = distanceCm[first]! + distanceCm[second]!;
      durationDs[at] = durationDs[first]! + durationDs[second]!;
    }
  }
  return { distanceCm, durationDs, clock };
}

function roadOf({ cch }: Roads, { metric }: Tariff, at: number): number {
  for (let i = cch.firstRoad[at]!; i < cch.firstRoad[at + 1]!; i++) {
    const arc = cch.road[i]!;
    if (metric.road[arc] === metric.slot[at]) return arc;
  }
  assert(false, "a slot that is no triangle is one of its roads");
  return 0;
}
