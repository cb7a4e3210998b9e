import { PLACE_KINDS } from "../place.ts";
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

/** The words again; nothing where they are none, or not those of a map with so many ways. */
export function readWords(bytes: Uint8Array, wayCount: number): Words | undefined {
  try {
    const words: Words = JSON.parse(new TextDecoder().decode(bytes));
    return areWhole(words, wayCount) ? words : undefined;
  } catch {
    // No JSON, or a list where there is none.
    return undefined;
  }
}

function areWhole({ version, notes, ...lists }: Words, wayCount: number): boolean {
  const { names, turnRules, conditions, places } = lists;
  return (
    typeof version === "string" &&
    typeof notes.source === "string" &&
    notes.conditionsUnknown.every(isText) &&
    Object.values(notes.restrictionsUnused).every(Number.isSafeInteger) &&
    names[0] === "" &&
    names.every(isText) &&
    turnRules.every(isRule) &&
    conditions.every((one) => one.way < wayCount && one.binds.every(isText) && isText(one.when)) &&
    places.every(isPlace)
  );
}

function isRule({ osmId, kind, fromArc, viaArcs, toArc, binds, when }: Words["turnRules"][number]) {
  return (
    Number.isSafeInteger(osmId) &&
    (kind === "no" || kind === "only") &&
    [fromArc, ...viaArcs, toArc].every((arc) => Number.isSafeInteger(arc) && arc >= 0) &&
    binds.every(isText) &&
    (when === undefined || isText(when))
  );
}

function isPlace({ kind, name, aliases, lat, lng, population }: Words["places"][number]): boolean {
  return (
    PLACE_KINDS.includes(kind) &&
    [name, ...aliases].every(isText) &&
    [lat, lng, population].every(Number.isSafeInteger)
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
