import { decodePath, encodePath } from "@googlemaps/google-maps-services-js/dist/util.js";
import type { FoundStep, RoadsRefusal } from "@msafara/domain";
import { type Position, refuse } from "@msafara/kernel";
import { amountOf, listOf, malformed, positionOf, recordOf, textOf, wordsOf } from "./record-of.ts";

const STEP_LETTERS_MAX = 500;
const MANEUVER_LETTERS_MAX = 40;

/** What is kept of a way: no times of day, since who asks a little later arrives a little later. */
export interface DirectionsRead {
  readonly routes: readonly [RouteRead, ...RouteRead[]];
}

/** One way. */
export interface RouteRead {
  readonly polyline: string;
  readonly legs: readonly LegRead[];
}

/** The part between two stops. */
export interface LegRead {
  readonly distanceM: number;
  readonly durationS: number;
  /** Whether the duration counts the traffic of its hour. */
  readonly hasTraffic: boolean;
  readonly steps: readonly FoundStep[];
}

/** Why he finds no way. */
export type NoDirections = Extract<RoadsRefusal, { refused: "no-road-near" | "no-way" }>;

type Json = Readonly<Record<string, unknown>>;

/** The ways in an answer of his over so many stops, or why there is none. */
export function readDirections(body: Json, stops: number): DirectionsRead | NoDirections {
  if (body["status"] === "NOT_FOUND") return noRoadNear(body);
  const [first, ...others] = listOf(body["routes"] ?? [], "routes").map((it) => routeOf(it, stops));
  if (body["status"] === "ZERO_RESULTS" || first === undefined) {
    return { ...refuse("no-way", { why: "apart" }), obstacles: [] };
  }
  return { routes: [first, ...others] };
}

/** Lays ways end to end; the point where one ends and the next begins is drawn once. */
export function joinPolylines(polylines: readonly string[]): string {
  const [only, ...others] = polylines;
  if (only !== undefined && others.length === 0) return only;
  const points = polylines.flatMap((polyline) => decodePath(polyline));
  return encodePath(points.filter((point, i) => !isSame(point, points[i - 1])));
}

function isSame(point: Position, before: Position | undefined): boolean {
  return before !== undefined && point.lat === before.lat && point.lng === before.lng;
}

/** He counts the stops in the order in which they were asked. */
function noRoadNear(body: Json): NoDirections {
  const stops = listOf(body["geocoded_waypoints"] ?? [], "stops").map((it) => recordOf(it, "stop"));
  const stop = stops.findIndex((it) => (it["geocoder_status"] ?? "OK") !== "OK");
  return refuse("no-road-near", stop === -1 ? { why: "none" } : { why: "none", stop });
}

function routeOf(value: unknown, stops: number): RouteRead {
  const route = recordOf(value, "route");
  const legs = listOf(route["legs"], "legs").map((it) => recordOf(it, "leg"));
  if (legs.length !== stops - 1) throw malformed("legs", `${stops - 1} parts`);
  const drawn = legs.flatMap(stepsIn).map((step) => pointsIn(step["polyline"]));
  return {
    // The overview is smoothed: over hundreds of kilometres it leaves the road.
    polyline: drawn.length > 0 ? joinPolylines(drawn) : pointsIn(route["overview_polyline"]),
    legs: legs.map(legOf),
  };
}

function legOf(leg: Json): LegRead {
  const inTraffic = leg["duration_in_traffic"];
  const hasTraffic = inTraffic !== undefined;
  return {
    distanceM: amountOf(leg["distance"], "distance"),
    durationS: amountOf(hasTraffic ? inTraffic : leg["duration"], "duration"),
    hasTraffic,
    steps: stepsIn(leg).map(stepOf),
  };
}

function stepsIn(leg: Json): readonly Json[] {
  return listOf(leg["steps"], "steps").map((it) => recordOf(it, "step"));
}

function stepOf(step: Json): FoundStep {
  const { maneuver, distance } = step;
  const said = plainOf(textOf(step["html_instructions"], "instruction"));
  return {
    maneuver: wordsOf(maneuver ?? "straight", "maneuver", MANEUVER_LETTERS_MAX),
    text: wordsOf(said, "instruction", STEP_LETTERS_MAX),
    position: positionOf(step["start_location"], "step"),
    distanceM: distance === undefined ? 0 : amountOf(distance, "step"),
    durationS: amountOf(step["duration"], "step"),
  };
}

function pointsIn(line: unknown): string {
  return textOf(recordOf(line, "line")["points"], "line");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
};

/** His instructions are HTML, a remark in a block of its own; ours are read aloud and shown as they stand. */
function plainOf(html: string): string {
  const spaced = html.replaceAll(/<\/?(?:div|br|p)\b[^>]*>/gi, " ").replaceAll(/<[^>]*>/g, "");
  const said = spaced.replaceAll(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (it) => ENTITIES[it] ?? it);
  return said.replaceAll(/\s+/g, " ").trim();
}
