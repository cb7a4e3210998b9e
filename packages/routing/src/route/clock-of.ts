import type { RoadGraph } from "../graph/road-graph.ts";
import { paceOn } from "../graph/pace-on.ts";
import type { Drive } from "./drive.ts";

/** Centimetres times this, over tenths of a km/h, are deciseconds. */
const DECISECONDS = 3.6;

/**
 * How long each arc takes, in deciseconds, whatever it costs: roads for business only cost more than the
 * time they take, so that nobody passes through.
 */
export function clockOf(graph: RoadGraph, { vehicle, speedNow = graph.speed }: Drive) {
  const paceAt = paceOn(graph, vehicle);
  return (arc: number): number => {
    const pace = paceAt(arc, speedNow[arc]!);
    return pace === 0 ? 0 : Math.round((graph.lengthCm[arc]! * DECISECONDS) / pace);
  };
}
