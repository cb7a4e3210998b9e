import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { isRefusal } from "@msafara/kernel";
import { assembleRoads, type Country, type RoadMap } from "@msafara/routing";
import { openMapShelf } from "@msafara/routing/shelf";
import {
  type Command,
  done,
  failed,
  JSON_OPTION,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { jsonLines } from "../page/json-lines.ts";
import { textValue, type Value } from "../words/values.ts";
import { type Progress, progressBar } from "./progress-bar.ts";
import { sayUnreadable } from "./say-unreadable.ts";

const COUNTRIES: readonly Country[] = ["KE", "UG", "TZ", "RW", "BI", "PT", "US", "any"];
const COUNTRY: Value = {
  name: "C",
  expected: `one of ${COUNTRIES.join(", ")}`,
  accepts: (text) => COUNTRIES.some((country) => country === text),
};
/** Roads first, then the nodes that they need. */
const PASSES = 2;
/** At the edge of an extract some roads lead out of it, and never so many. */
const MISSING_SHARE = 0.05;
/** A map of so many arcs without a forbidden turn was not surveyed, or not read to its end. */
const ARCS_OF_A_TOWN = 20_000;

/** Reads OpenStreetMap into the map that this checkout drives on (U100). */
export const importMap: Command = {
  name: "map import",
  summary: "Read roads of OpenStreetMap, to find ways on them",
  notes: [
    "The file is an .osm.pbf, or JSON that Overpass answered. It is read twice, so that memory " +
      "grows with its roads and not with its size. The map takes the place of the one before.",
    "OpenStreetMap is under the ODbL: whoever shows a way on it names its contributors.",
  ],
  positionals: [
    { value: textValue("file", "the path of an .osm.pbf or of an answer of Overpass") },
  ],
  options: {
    country: { value: COUNTRY, says: "Whose speeds hold where the map says none" },
    json: JSON_OPTION,
  },
  run,
};

async function run(
  { positionals, options, flags }: Request,
  { stateFolder, look, say }: Pick<Desk, "stateFolder" | "look" | "say">,
): Promise<Outcome> {
  const [path = ""] = positionals;
  const isQuiet = flags.has("json");
  const found = await stat(path).catch((error: unknown) => sayUnreadable(path, error));
  if (typeof found === "string") return failed(found);
  if (!found.isFile())
    return failed(`"${path}" is ${found.isDirectory() ? "a folder" : "no file"}`);
  const tell = isQuiet ? () => undefined : say;
  const progress = progressBar(PASSES * found.size, { look, say: tell });
  const open = readings(path, { progress, say: tell });
  const country = COUNTRIES.find((each) => each === options["country"]) ?? "any";
  const version = `${basename(path)} ${found.size} ${Math.floor(found.mtimeMs)}`;
  const map = await assembleRoads(open, { version, country });
  if (isRefusal(map)) return failed(`Cannot import "${path}": ${map.facts["why"]}`);
  const kept = await openMapShelf(stateFolder, say).keep(map);
  if (isQuiet) return done(jsonLines({ kept, ...figuresOf(map), notes: map.notes }));
  return done(linesOf(map, kept));
}

interface Hearing {
  readonly progress: Progress;
  readonly say: (line: string) => void;
}

/** Opens the file anew for each pass, tells of what was read, and of what takes its time afterwards. */
function readings(path: string, { progress, say }: Hearing): () => AsyncIterable<Uint8Array> {
  let passes = 0;
  return async function* reading() {
    for await (const chunk of createReadStream(path)) {
      const bytes: Uint8Array = chunk;
      progress(bytes.length);
      yield bytes;
    }
    passes += 1;
    if (passes === PASSES) say("Joining the roads, and putting them in order");
  };
}

function figuresOf({ graph, places, conditions }: RoadMap) {
  return {
    version: graph.version,
    junctions: graph.nodeCount,
    arcs: graph.arcCount,
    turnRules: graph.turnRules.length,
    places: places.length,
    conditions: conditions.length,
  };
}

function linesOf(map: RoadMap, kept: string): readonly string[] {
  const { junctions, arcs, turnRules, places } = figuresOf(map);
  const { islands, nodesMissing, restrictionsUnused, conditionsUnknown, source } = map.notes;
  const unused = Object.entries(restrictionsUnused).map(([why, count]) => `${count} ${why}`);
  return [
    `Kept at ${kept}`,
    `${junctions} junctions, ${arcs} arcs, ${turnRules} turn rules, ${places} places`,
    ...cutOff(map),
    ...(nodesMissing === 0
      ? []
      : [`${nodesMissing} times a road names a point that is not there: it is cut`]),
    ...(islands === 0 ? [] : [`${islands} parts cannot be driven to and from the rest`]),
    ...(unused.length === 0 ? [] : [`Turn restrictions not used: ${unused.join(", ")}`]),
    ...(conditionsUnknown.length === 0
      ? []
      : [`${conditionsUnknown.length} conditions that no clock can tell are taken to hold`]),
    `© ${source}`,
  ];
}

/** What looks as if the rest of a file were missing: between two of its blocks no mark tells where it ends. */
function cutOff({ graph, notes }: RoadMap): readonly string[] {
  const there = graph.nodeCount + graph.pointLat.length;
  const share = notes.nodesMissing / (notes.nodesMissing + there);
  if (share >= MISSING_SHARE) {
    const percent = Math.round(share * 100);
    return [
      `This file seems to be cut off: ${percent} % of the points that its roads name are not in it`,
    ];
  }
  // Whatever is written by the usual order has these last.
  if (graph.arcCount < ARCS_OF_A_TOWN || notes.restrictionsRead > 0) return [];
  return ["This file may be cut off: so many roads, and not one turn restriction, which come last"];
}
