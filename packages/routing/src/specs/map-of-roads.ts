import type { RoadGraph } from "../graph/road-graph.ts";
import type { RoadMap } from "../map/road-map.ts";
import { sortIntoSquares } from "../snap/road-squares.ts";

/** A map that is nothing but these roads. */
export function mapOfRoads(graph: RoadGraph, spoil: Partial<RoadMap> = {}): RoadMap {
  return {
    graph,
    squares: sortIntoSquares(graph),
    places: [],
    conditions: [],
    notes: {
      source: "made up",
      restrictionsRead: 0,
      restrictionsUnused: {},
      conditionsUnknown: [],
      nodesMissing: 0,
      mainlandNodes: graph.nodeCount,
      islands: 0,
    },
    ...spoil,
  };
}
