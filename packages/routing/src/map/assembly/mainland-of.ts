import type { RoadGraph } from "../../graph/road-graph.ts";
import { strongParts } from "../../graph/strong-parts.ts";
import type { MapNotes } from "../road-map.ts";

/** The nodes among which everybody can drive from each to each, and how many islands there are beside them. */
export function mainlandOf(graph: RoadGraph): Pick<MapNotes, "mainlandNodes" | "islands"> {
  const { sizes } = strongParts(graph, new Int32Array(graph.arcCount));
  return {
    mainlandNodes: sizes.reduce((most, size) => Math.max(most, size), 0),
    islands: Math.max(0, sizes.length - 1),
  };
}
