import type { Position } from "@msafara/kernel";
import type { Geocoder } from "@msafara/routing";

/** What a place on the command line may be. */
export const PLACE = "a place on the map, or its degrees such as -1.286,36.817";

const DEGREES = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;

/** A place, and what whoever asked calls it. */
export interface Named {
  readonly name: string;
  readonly position: Position;
}

/** Slips of a finger are above it, and names that only begin alike are below. */
const SURE_SCORE = 0.5;

/** The place that a text means, or what is wrong with it in one sentence: nobody is sent to where he did not ask for. */
export function placeNamed(geocoder: Geocoder, text: string): Named | string {
  const [, lat, lng] = DEGREES.exec(text) ?? [];
  if (lat !== undefined && lng !== undefined && Math.abs(Number(lng)) <= 180) {
    return { name: text.trim(), position: { lat: Number(lat), lng: Number(lng) } };
  }
  const [found] = geocoder.search(text, { limit: 1 });
  if (found === undefined) return `"${text}" is not on this map: expected ${PLACE}`;
  const { name, position, score } = found;
  return score < SURE_SCORE
    ? `"${text}" is not on this map: did you mean "${name}"?`
    : { name, position };
}
