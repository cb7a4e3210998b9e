import { orderNodes } from "../../cch/order-nodes.ts";
import { expandJunctions } from "../../graph/expand-junctions.ts";
import type { RoadGraph } from "../../graph/road-graph.ts";
import { sortIntoSquares } from "../../snap/road-squares.ts";
import type { RoadMap } from "../road-map.ts";

/** What a search needs of a map besides its roads, made once and kept in its file. */
export function searchable(graph: RoadGraph): Pick<RoadMap, "squares" | "order"> {
  return { squares: sortIntoSquares(graph), order: orderNodes(expandJunctions(graph)) };
}
