import { isRefusal, refuse } from "@msafara/kernel";
import { buildRoadGraph } from "../graph/build-road-graph.ts";
import { checkLengths } from "./assembly/check-lengths.ts";
import type { RoadLines } from "./assembly/collect-lines.ts";
import { gatherRoads, type Gathered } from "./assembly/gather-roads.ts";
import { layArcs } from "./assembly/lay-arcs.ts";
import { mainlandOf } from "./assembly/mainland-of.ts";
import { type PlacedNodes, placeNodes } from "./assembly/place-nodes.ts";
import { readTurnRules, type ReadTurnRules } from "./assembly/read-turn-rules.ts";
import { splitWays } from "./assembly/split-ways.ts";
import type { Stretches } from "./assembly/stretch.ts";
import { wayConditions } from "./assembly/way-conditions.ts";
import { searchable } from "./assembly/searchable.ts";
import type { MapUnreadable } from "./read-osm.ts";
import type { MapNotes, RoadMap, WayCondition } from "./road-map.ts";
import type { Country } from "./tags/speed-of.ts";
import { readWeekHours } from "./tags/week-hours.ts";

const SOURCE = "OpenStreetMap contributors, ODbL 1.0";

/** What is known of a map besides its file. */
export interface MapAsked {
  /** Names this map wherever two answers must speak of the same one. */
  readonly version: string;
  /** Whose speeds hold where the map says none. */
  readonly country?: Country;
}

/**
 * Makes a road map of OpenStreetMap. The file is read twice, first its roads and then the nodes that
 * they need, so that memory grows with the roads and not with the file; `open` begins it anew. The same
 * elements give the same map, to the byte, in whatever order they come.
 */
export async function assembleRoads(
  open: () => AsyncIterable<Uint8Array>,
  { version, country = "any" }: MapAsked,
): Promise<RoadMap | MapUnreadable> {
  const gathered = await gatherRoads(open());
  if (isRefusal(gathered)) return gathered;
  if (gathered.lines.count === 0) {
    return refuse("map-unreadable", {
      why: "The file holds no road: expected ways with a highway",
    });
  }
  const nodes = await placeNodes(open(), gathered.lines.nodeIds);
  if (isRefusal(nodes)) return nodes;
  const joined = joinRoads({ gathered, nodes, country }, version);
  if (isRefusal(joined)) return joined;
  return { ...joined, ...searchable(joined.graph) };
}

interface Parts {
  readonly gathered: Gathered;
  readonly nodes: PlacedNodes;
  readonly country: Country;
}

/** What is left of the lines is forgotten behind it: putting a map in order takes memory, too. */
function joinRoads(
  { gathered, nodes, country }: Parts,
  version: string,
): Omit<RoadMap, "squares" | "order"> | MapUnreadable {
  const { lines, restrictions } = gathered;
  const { points, stretches, nodesMissing } = splitWays(lines, { nodes, country });
  const why = noneLeft(stretches, lines, nodesMissing) ?? checkLengths(stretches, points);
  if (why !== undefined) return refuse("map-unreadable", { why });
  const laid = layArcs({ points, stretches });
  const rules = readTurnRules(restrictions, { nodeIds: lines.nodeIds, stretches, laid });
  const graph = buildRoadGraph({ ...laid.list, turnRules: rules.turnRules, version });
  const conditions = wayConditions(lines, graph.ways);
  const notes: MapNotes = {
    source: SOURCE,
    restrictionsRead: restrictions.length,
    restrictionsUnused: countUnused(rules),
    conditionsUnknown: unknownOf(rules, conditions),
    nodesMissing,
    ...mainlandOf(graph),
  };
  return { graph, places: nodes.places, conditions, notes };
}

/** Why there is nothing to drive on, where there is nothing. */
function noneLeft(
  stretches: Stretches,
  { nodeIds }: RoadLines,
  nodesMissing: number,
): string | undefined {
  if (stretches.count > 0) return undefined;
  return nodesMissing >= nodeIds.length
    ? "The file holds roads without their nodes: expected both (of Overpass ask for them, too: `>;`)"
    : "The file holds no road that a car or a truck may drive on";
}

function countUnused({ unused }: ReadTurnRules): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { why } of unused) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
}

function unknownOf(
  { turnRules }: ReadTurnRules,
  conditions: readonly WayCondition[],
): readonly string[] {
  const texts = [...turnRules, ...conditions].flatMap(({ when }) => when ?? []);
  return [...new Set(texts)].filter((text) => readWeekHours(text) === undefined).toSorted();
}
