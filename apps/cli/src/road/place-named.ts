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

/** The place that a text means; nothing when the map has none of this name. */
export function placeNamed(geocoder: Geocoder, text: string): Named | undefined {
  const [, lat, lng] = DEGREES.exec(text) ?? [];
  if (lat !== undefined && lng !== undefined && Math.abs(Number(lng)) <= 180) {
    return { name: text.trim(), position: { lat: Number(lat), lng: Number(lng) } };
  }
  const [found] = geocoder.search(text, { limit: 1 });
  return found === undefined ? undefined : { name: found.name, position: found.position };
}
