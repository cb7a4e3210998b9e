import type { AccessNow } from "./access-now.ts";
import { BORDER_WAIT_H } from "./border-wait.ts";
import { limitOn } from "./limit-on.ts";
import { NEVER } from "./never.ts";
import { paceOn } from "./pace-on.ts";
import { type RoadGraph, WAY_FLAGS } from "./road-graph.ts";
import { SIGNS_FOR } from "./road-users.ts";
import { boundAs, type Vehicle } from "./vehicle.ts";

/** Centimetres times this, over tenths of a km/h, are deciseconds. */
const DECISECONDS = 3.6;
/**
 * A road for those who have business on it counts this many times, so that nobody passes through while whoever
 * must go there still can. What such a stretch takes is to be read from the clock, not from this cost.
 */
const BUSINESS_ONLY = 4;
const DS_PER_H = 36_000;

/** For whom and in what to measure. */
export interface Measure {
  readonly vehicle: Vehicle;
  /** Deciseconds or centimetres. */
  readonly unit: "time" | "distance";
  /** What is driven on each arc now, in tenths of a km/h; 0 is closed. Left out, traffic flows freely. */
  readonly speedNow?: Uint16Array;
  /** What the hour makes of ways that have a condition, by their row; it goes before their signs. */
  readonly accessNow?: ReadonlyMap<number, Pick<AccessNow, "access" | "lifts">>;
}

/**
 * What each arc costs a vehicle; `NEVER` where it may not drive, or cannot now. The wait at a border is a part of what is
 * avoided, half of it on either side, and no part of what driving takes: that is told with the arrival.
 */
export function metricOf(graph: RoadGraph, measure: Measure): Int32Array {
  const { arcCount, lengthCm, way, ways } = graph;
  const factor = ways.flags.map((_, at) => factorOf(graph, at, measure));
  const speed = measure.speedNow ?? graph.speed;
  const paceAt = paceOn(graph, measure.vehicle);
  const waitDs = measure.unit === "time" ? (BORDER_WAIT_H[measure.vehicle.kind] * DS_PER_H) / 2 : 0;
  const cost = new Int32Array(arcCount);
  for (let arc = 0; arc < arcCount; arc++) {
    const times = factor[way[arc]!]!;
    const pace = paceAt(arc, speed[arc]!);
    const plain = measure.unit === "time" ? (lengthCm[arc]! * DECISECONDS) / pace : lengthCm[arc]!;
    const post = (ways.flags[way[arc]!]! & WAY_FLAGS.border) === 0 ? 0 : waitDs;
    const whole = Math.round(plain * times + post);
    cost[arc] = times === 0 || pace === 0 ? NEVER : Math.min(NEVER, whole);
  }
  return cost;
}

/** How many times a way counts; 0, if it is closed to the vehicle. */
function factorOf({ ways }: RoadGraph, way: number, { vehicle, accessNow }: Measure): number {
  const now = accessNow?.get(way);
  const isLifted = now?.lifts === true;
  if (now?.access === "no" || limitOn(ways, { way, vehicle, isLifted }) !== undefined) return 0;
  const isBound = (ways.flags[way]! & SIGNS_FOR[boundAs(vehicle)].onlyTo) !== 0;
  return (now === undefined ? isBound : now.access === "destination") ? BUSINESS_ONLY : 1;
}
