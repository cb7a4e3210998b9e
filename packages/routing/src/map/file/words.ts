import type { RoadGraph } from "../../graph/road-graph.ts";
import type { RoadMap } from "../road-map.ts";

type Words = Pick<RoadGraph, "names" | "turnRules" | "version"> &
  Omit<RoadMap, "graph" | "squares" | "order">;

/** What of a map is words and few: names, rules, places, notes. JSON reads them faster than we could. */
export function packWords({ graph, places, conditions, notes }: RoadMap): Uint8Array {
  const { names, turnRules, version } = graph;
  const words: Words = { version, notes, names, turnRules, conditions, places };
  return new TextEncoder().encode(JSON.stringify(words));
}

/** The words again; nothing where they are none. What passed its checksum is as it was written. */
export function readWords(bytes: Uint8Array): Words | undefined {
  try {
    const words: Words = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(words.names) && Array.isArray(words.turnRules) ? words : undefined;
  } catch {
    return undefined;
  }
}
