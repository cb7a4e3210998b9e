import { crowFliesM, type Position } from "@msafara/kernel";
import type { KnownPlace } from "./east-africa.ts";

const FOUND_MAX = 5;
/** Beyond that from every place he says that there is nothing. */
const NOTHING_M = 150_000;
const OFF_DEGREES = 0.002;

/** The answer to a question for a name: whole names first, then those that it begins or holds. */
export function drawNamed(places: readonly KnownPlace[], address: string): object {
  const wanted = address.toLowerCase();
  const found = places
    .map((place) => ({ place, rank: rankOf(place, wanted) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((one, other) => other.rank - one.rank)
    .slice(0, FOUND_MAX);
  const results = found.map(({ place, rank }) =>
    resultOf(place, { type: "locality", isPartial: rank < 3, position: place.position }),
  );
  return answerOf(results);
}

/** The answer to a question for what is at a point: a road beside it and the town it lies in. */
export function drawHere(places: readonly KnownPlace[], position: Position): object {
  const place = nearestOf(places, position);
  if (place === undefined || crowFliesM(place.position, position) > NOTHING_M) return answerOf([]);
  const road = { lat: position.lat, lng: Math.min(180, position.lng + OFF_DEGREES) };
  const results = [
    resultOf(place, { type: "route", isPartial: false, position: road }),
    resultOf(place, { type: "locality", isPartial: false, position: place.position }),
  ];
  return { ...answerOf(results), plus_code: { global_code: "6GCRPR6C+XX" } };
}

/** The place nearest to a point. */
export function nearestOf(
  places: readonly KnownPlace[],
  position: Position,
): KnownPlace | undefined {
  const far = (it: KnownPlace) => crowFliesM(it.position, position);
  return places.toSorted((one, other) => far(one) - far(other))[0];
}

function answerOf(results: readonly object[]): object {
  return { results, status: results.length === 0 ? "ZERO_RESULTS" : "OK" };
}

function rankOf({ name, country }: KnownPlace, wanted: string): number {
  const known = name.toLowerCase();
  if (known === wanted || `${known}, ${country.toLowerCase()}` === wanted) return 3;
  if (wanted.includes(known)) return 2;
  return known.startsWith(wanted) ? 1 : 0;
}

function resultOf(
  { name, country, road }: KnownPlace,
  {
    type,
    isPartial,
    position,
  }: {
    readonly type: "route" | "locality";
    readonly isPartial: boolean;
    readonly position: Position;
  },
): object {
  const isRoad = type === "route";
  const { lat, lng } = position;
  return {
    address_components: [
      ...(isRoad ? [componentOf(road, ["route"])] : []),
      componentOf(name, ["locality", "political"]),
      componentOf(country, ["country", "political"]),
    ],
    formatted_address: `${isRoad ? `${road}, ` : ""}${name}, ${country}`,
    geometry: {
      location: position,
      location_type: isRoad ? "GEOMETRIC_CENTER" : "APPROXIMATE",
      viewport: {
        northeast: { lat: Math.min(90, lat + 0.1), lng: Math.min(180, lng + 0.1) },
        southwest: { lat: Math.max(-90, lat - 0.1), lng: Math.max(-180, lng - 0.1) },
      },
    },
    ...(isPartial && { partial_match: true }),
    place_id: `stand-in-${type}-${name.toLowerCase().replaceAll(" ", "-")}`,
    types: isRoad ? ["route"] : ["locality", "political"],
  };
}

function componentOf(name: string, types: readonly string[]): object {
  return { long_name: name, short_name: name, types };
}
