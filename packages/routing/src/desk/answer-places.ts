import type {
  GeocodeQuestion,
  HereFound,
  PlacesFound,
  RoadsBasis,
  RoadsRefusal,
} from "@msafara/domain";
import { type Position, refuse } from "@msafara/kernel";
import type { FoundHere, Geocoder } from "../geocode/open-geocoder.ts";

const NEAR_M = 2_000;

/** Names that may be meant. */
export function answerGeocode(
  geocoder: Geocoder,
  { text, near, limit }: GeocodeQuestion,
  basis: RoadsBasis,
): PlacesFound {
  const found = geocoder.search(text, near === undefined ? { limit } : { near, limit });
  const places = found.map(({ kind, name, position, score }) => ({ kind, name, position, score }));
  return { ...basis, places };
}

/** What one would call a point: its road and its town, or whichever there is. */
export function answerReverse(
  geocoder: Geocoder,
  position: Position,
  basis: RoadsBasis,
): HereFound | RoadsRefusal {
  const here = geocoder.reverse(position);
  const name = nameOf(here);
  if (name === "") return refuse("no-road-near", { why: "none", withinM: NEAR_M });
  return { ...basis, name, ...here };
}

function nameOf({ road, place }: FoundHere): string {
  return [road?.name, place?.name].filter((part) => part !== undefined && part !== "").join(", ");
}
