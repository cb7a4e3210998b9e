import { paceOf } from "./pace-of.ts";
import type { RoadGraph } from "./road-graph.ts";
import { boundAs, type Vehicle } from "./vehicle.ts";

/** How fast a vehicle drives on an arc where so much is driven now; both in tenths of a km/h, 0 where it is closed. */
export type Pace = (arc: number, now: number) => number;

/**
 * Whoever costs arcs and whoever tells the time ask here, so that both speak of the same drive: as fast as traffic
 * and vehicle let it be, and a lorry no faster than what signs say to lorries.
 */
export function paceOn({ speed, way, ways }: RoadGraph, vehicle: Vehicle): Pace {
  const isLorry = boundAs(vehicle) === "hgv";
  return (arc, now) => {
    const pace = paceOf(vehicle, speed[arc]!, now);
    const signed = isLorry ? ways.lorrySpeed[way[arc]!]! : 0;
    return signed === 0 ? pace : Math.min(signed, pace);
  };
}
