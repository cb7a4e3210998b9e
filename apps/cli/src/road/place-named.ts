import type { Position } from "@msafara/kernel";
import type { Geocoder } from "@msafara/routing";

/** What a place on the command line may be. */
export const PLACE = "a place on the map, or its degrees such as -1.286,36.817";

/** What help says of places. */
export const PLACE_NOTE =
  'A place is a name on the map, in quotes if it has several words, or latitude and longitude such as "-1.286,36.817".';

const DEGREES = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/;
const LAT_MOST = 90;
const LNG_MOST = 180;

/** A place, and what whoever asked calls it. */
export interface Named {
  readonly name: string;
  readonly position: Position;
}

const EARTH = `expected latitude from -${LAT_MOST} to ${LAT_MOST}, then longitude from -${LNG_MOST} to ${LNG_MOST}`;

/** Slips of a finger are above it, and names that only begin alike are below. */
const SURE_SCORE = 0.5;

/** The place that a text means, or what is wrong with it in one sentence: nobody is sent to where he did not ask for. */
export function placeNamed(geocoder: Geocoder, text: string): Named | string {
  const [, lat, lng] = DEGREES.exec(text) ?? [];
  if (lat !== undefined && lng !== undefined) {
    const position = { lat: Number(lat), lng: Number(lng) };
    return isOnEarth(position)
      ? { name: text.trim(), position }
      : `"${text}" is no place on earth: ${EARTH}`;
  }
  const [found] = geocoder.search(text, { limit: 1 });
  if (found === undefined) return `"${text}" is not on this map: expected ${PLACE}`;
  const { name, position, score } = found;
  return score < SURE_SCORE
    ? `"${text}" is not on this map: did you mean "${name}"?`
    : { name, position };
}

function isOnEarth({ lat, lng }: Position): boolean {
  return Math.abs(lat) <= LAT_MOST && Math.abs(lng) <= LNG_MOST;
}

/** Whether a place was written in degrees, which people write in either order. */
export function isInDegrees(name: string): boolean {
  return DEGREES.test(name);
}
