import { encodePath } from "@googlemaps/google-maps-services-js/dist/util.js";
import type { Instant, Position } from "@msafara/kernel";
import { imagineRoad, type ImaginedRoad } from "./imagine-road.ts";

/** A way as it is asked of him. */
export interface DirectionsDrawing {
  readonly stops: readonly Position[];
  readonly departAt: Instant | undefined;
  readonly avoidsTolls: boolean;
  readonly hasAlternatives: boolean;
  readonly language: string;
  /** What an address says of a place. */
  readonly addressOf: (position: Position) => string;
  readonly roadOf: (position: Position) => string;
}

const STEPS = 3;
const OTHER_WAYS = 2;

/** The answer to a question about the way, as the description has it. */
export function drawDirections(drawing: DirectionsDrawing): object {
  const ways = drawing.hasAlternatives && drawing.stops.length === 2 ? 1 + OTHER_WAYS : 1;
  return {
    geocoded_waypoints: drawing.stops.map((_, i) => ({
      geocoder_status: "OK",
      place_id: `stand-in-${i}`,
      types: ["street_address"],
    })),
    routes: Array.from({ length: ways }, (_, way) => routeOf(drawing, way)),
    status: "OK",
  };
}

function routeOf(drawing: DirectionsDrawing, way: number): object {
  const { stops, avoidsTolls, roadOf } = drawing;
  // Traffic is told where nothing lies between; he knows none for the legs of a longer way.
  const departAt = stops.length === 2 ? drawing.departAt : undefined;
  const roads = stops.slice(1).map((to, i) => {
    const from = stops[i] ?? to;
    return { from, to, road: imagineRoad(from, to, { departAt, avoidsTolls, way }) };
  });
  const points = roads.flatMap(({ road }) => road.points);
  return {
    bounds: boundsOf(points),
    copyrights: "Powered by Google, ©2026 Google",
    legs: roads.map((leg) => legOf(drawing, leg)),
    overview_polyline: { points: encodePath([...points]) },
    summary: stops[0] === undefined ? "" : roadOf(stops[0]),
    warnings: [],
    waypoint_order: stops.slice(2).map((_, i) => i),
  };
}

interface Leg {
  readonly from: Position;
  readonly to: Position;
  readonly road: ImaginedRoad;
}

function legOf(drawing: DirectionsDrawing, { from, to, road }: Leg): object {
  const { inTrafficS } = road;
  return {
    distance: metres(road.distanceM),
    duration: seconds(road.durationS),
    ...(inTrafficS !== undefined && { duration_in_traffic: seconds(inTrafficS) }),
    start_address: drawing.addressOf(from),
    start_location: from,
    end_address: drawing.addressOf(to),
    end_location: to,
    steps: Array.from({ length: STEPS }, (_, i) => stepOf(drawing, road, i)),
    traffic_speed_entry: [],
    via_waypoint: [],
  };
}

function stepOf({ language, roadOf }: DirectionsDrawing, road: ImaginedRoad, i: number): object {
  const { points, distanceM, durationS } = road;
  const each = (points.length - 1) / STEPS;
  const drawn = points.slice(i * each, (i + 1) * each + 1);
  const start = drawn[0] ?? { lat: 0, lng: 0 };
  const end = drawn.at(-1) ?? start;
  return {
    distance: metres(partOf(distanceM, i)),
    duration: seconds(partOf(durationS, i)),
    start_location: start,
    end_location: end,
    html_instructions: instructionOf(language, i, roadOf(start)),
    ...(i === 1 && { maneuver: "turn-left" }),
    polyline: { points: encodePath(drawn) },
    travel_mode: "DRIVING",
  };
}

/** Marked up as his are, a remark in a block of its own. */
function instructionOf(language: string, i: number, road: string): string {
  const name = `<b>${road.replaceAll("&", "&amp;")}</b>`;
  const isSwahili = language === "sw";
  if (i === 0) return isSwahili ? `Elekea mbele kwenye ${name}` : `Head out on ${name}`;
  const remark = '<div style="font-size:0.9em">';
  if (i === 1) {
    const turn = isSwahili
      ? `Pinda <b>kushoto</b> kuingia ${name}`
      : `Turn <b>left</b> onto ${name}`;
    return `${turn}${remark}${isSwahili ? "Barabara ya kulipia" : "Toll road"}</div>`;
  }
  return isSwahili ? `Endelea kwenye ${name}` : `Continue on ${name}`;
}

/** Parts that add up to the whole. */
function partOf(whole: number, i: number): number {
  return Math.floor((whole * (i + 1)) / STEPS) - Math.floor((whole * i) / STEPS);
}

function boundsOf(points: readonly Position[]): object {
  const lats = points.map(({ lat }) => lat);
  const lngs = points.map(({ lng }) => lng);
  return {
    northeast: { lat: Math.max(...lats), lng: Math.max(...lngs) },
    southwest: { lat: Math.min(...lats), lng: Math.min(...lngs) },
  };
}

/** An amount with its words. */
export function metres(value: number): object {
  return { text: `${(value / 1_000).toFixed(1)} km`, value };
}

/** An amount with its words. */
export function seconds(value: number): object {
  return { text: `${Math.ceil(value / 60)} mins`, value };
}
