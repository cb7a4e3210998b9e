import type { Instant, Position } from "@msafara/kernel";
import { drawDirections, metres, seconds } from "./draw-directions.ts";
import { drawHere, drawNamed, nearestOf } from "./draw-places.ts";
import type { KnownPlace } from "./east-africa.ts";
import { imagineRoad } from "./imagine-road.ts";
import { positionsIn, type ReceivedQuestion } from "./read-asked.ts";

/** What he knows when he answers. */
export interface StandInKnowledge {
  readonly places: readonly KnownPlace[];
  readonly now: Instant;
}

/** An answer with its word first, so that whoever counts knows what it costs. */
export interface StandInAnswer {
  readonly body: object;
  /** Requests, or elements of a matrix. */
  readonly units: number;
}

const WAYPOINTS_MAX = 25;
const SIDE_MAX = 25;
const ELEMENTS_MAX = 100;

/** What he answers when all is well; he is as strict as his description is. */
export function answerGoogle(asked: ReceivedQuestion, known: StandInKnowledge): StandInAnswer {
  const departAt = departureIn(asked.params["departure_time"], known.now);
  if (departAt === "wrong") return refusal(asked, "INVALID_REQUEST");
  switch (asked.service) {
    case "directions":
      return answerDirections(asked, known, departAt);
    case "distancematrix":
      return answerMatrix(asked, departAt);
    default:
      return { body: answerGeocode(asked, known), units: 1 };
  }
}

/** An answer of so many words, in the shape of what was asked. */
export function refusal({ service }: ReceivedQuestion, status: string, said = ""): StandInAnswer {
  const message = said === "" ? {} : { error_message: said };
  switch (service) {
    case "directions":
      return { body: { routes: [], status, ...message }, units: 1 };
    case "distancematrix": {
      const nothing = { origin_addresses: [], destination_addresses: [], rows: [] };
      return { body: { ...nothing, status, ...message }, units: 1 };
    }
    default:
      return { body: { results: [], status, ...message }, units: 1 };
  }
}

/** A no in the words that the service has for it. */
export function saidNo(asked: ReceivedQuestion, status: string, said: string): StandInAnswer {
  const isOfElements = ["ZERO_RESULTS", "NOT_FOUND", "MAX_ROUTE_LENGTH_EXCEEDED"].includes(status);
  switch (asked.service) {
    case "directions": {
      const { body, units } = refusal(asked, status, said);
      if (status !== "NOT_FOUND") return { body, units };
      const stops = [{ geocoder_status: "OK" }, { geocoder_status: "ZERO_RESULTS" }];
      return { body: { geocoded_waypoints: stops, ...body }, units };
    }
    case "distancematrix": {
      if (isOfElements) return matrixOf(asked, () => ({ status }));
      const isTooLarge = status.startsWith("MAX_");
      return refusal(asked, isTooLarge ? "MAX_ELEMENTS_EXCEEDED" : status, said);
    }
    default: {
      const isKnown = !status.startsWith("MAX_") && status !== "NOT_FOUND";
      return refusal(asked, isKnown ? status : "INVALID_REQUEST", said);
    }
  }
}

/** All places that a question names. */
export function placesIn({ params }: ReceivedQuestion): readonly Position[] {
  const named = ["origin", "destination", "waypoints", "origins", "destinations", "latlng"];
  return named.flatMap((name) => positionsIn(params[name]) ?? []);
}

function answerDirections(
  asked: ReceivedQuestion,
  { places }: StandInKnowledge,
  departAt: Instant | undefined,
): StandInAnswer {
  const {
    origin,
    destination,
    waypoints,
    avoid = "",
    language = "en",
    alternatives,
  } = asked.params;
  const ends = [positionsIn(origin), positionsIn(destination)];
  const via = positionsIn(waypoints);
  const [[from] = [], [to] = []] = ends;
  if (from === undefined || to === undefined || via === undefined) {
    return refusal(asked, "INVALID_REQUEST");
  }
  if (via.length > WAYPOINTS_MAX) return refusal(asked, "MAX_WAYPOINTS_EXCEEDED");
  const body = drawDirections({
    stops: [from, ...via, to],
    departAt,
    avoidsTolls: avoid.split("|").includes("tolls"),
    hasAlternatives: alternatives === "true",
    language,
    addressOf: (position) => addressOf(places, position),
    roadOf: (position) => nearestOf(places, position)?.road ?? "Unnamed Road",
  });
  return { body, units: 1 };
}

function answerMatrix(asked: ReceivedQuestion, departAt: Instant | undefined): StandInAnswer {
  const origins = positionsIn(asked.params["origins"]) ?? [];
  const destinations = positionsIn(asked.params["destinations"]) ?? [];
  const units = origins.length * destinations.length;
  if (units === 0) return refusal(asked, "INVALID_REQUEST");
  const isWide = Math.max(origins.length, destinations.length) > SIDE_MAX;
  if (isWide) return refusal(asked, "MAX_DIMENSIONS_EXCEEDED");
  if (units > ELEMENTS_MAX) return refusal(asked, "MAX_ELEMENTS_EXCEEDED");
  const avoidsTolls = (asked.params["avoid"] ?? "").split("|").includes("tolls");
  const drive = { departAt, avoidsTolls, way: 0 };
  return matrixOf(asked, (from, to) => elementOf(imagineRoad(from, to, drive)));
}

function matrixOf(
  { params }: ReceivedQuestion,
  elementFor: (from: Position, to: Position) => object,
): StandInAnswer {
  const origins = positionsIn(params["origins"]) ?? [];
  const destinations = positionsIn(params["destinations"]) ?? [];
  const body = {
    origin_addresses: origins.map(() => "Stand-in"),
    destination_addresses: destinations.map(() => "Stand-in"),
    rows: origins.map((from) => ({ elements: destinations.map((to) => elementFor(from, to)) })),
    status: "OK",
  };
  return { body, units: origins.length * destinations.length };
}

function elementOf({ distanceM, durationS, inTrafficS }: ReturnType<typeof imagineRoad>): object {
  return {
    distance: metres(distanceM),
    duration: seconds(durationS),
    ...(inTrafficS !== undefined && { duration_in_traffic: seconds(inTrafficS) }),
    status: "OK",
  };
}

function answerGeocode(asked: ReceivedQuestion, { places }: StandInKnowledge): object {
  const { address, latlng } = asked.params;
  const [position] = positionsIn(latlng) ?? [];
  if (position !== undefined) return drawHere(places, position);
  if (address === undefined || address === "") return refusal(asked, "INVALID_REQUEST").body;
  return drawNamed(places, address);
}

function addressOf(places: readonly KnownPlace[], position: Position): string {
  const place = nearestOf(places, position);
  return place === undefined ? "Unnamed Road" : `${place.road}, ${place.name}, ${place.country}`;
}

/** Seconds, and not in the past. */
function departureIn(text: string | undefined, now: Instant): Instant | undefined | "wrong" {
  if (text === undefined) return undefined;
  if (text === "now") return now;
  const at = Number(text) * 1_000;
  return /^\d+$/.test(text) && at >= now - 1_000 ? at : "wrong";
}
