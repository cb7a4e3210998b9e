import type { GeocodeQuestion, HereFound, PlacesFound, RoadsRefusal } from "@msafara/domain";
import { crowFliesM, type Position, refuse } from "@msafara/kernel";
import { basisOf, type GoogleLine } from "./google-line.ts";
import { type GoogleQuestion, latLngOf } from "./google-question.ts";
import { readHere, readPlaces } from "./read-places.ts";

/** Names within so many degrees are likelier meant; he looks farther all the same. */
const NEAR_DEGREES = 0.5;
const TEXT_CHARS_MAX = 500;

/** What may be meant by a name, the likeliest first. */
export async function findPlaces(line: GoogleLine, asked: GeocodeQuestion): Promise<PlacesFound> {
  const address = asked.text.trim().replaceAll(/\s+/g, " ").slice(0, TEXT_CHARS_MAX);
  if (address === "") return { ...basisOf(), places: [] };
  const { region, language } = line;
  const bounds = asked.near === undefined ? {} : { bounds: boundsAround(asked.near) };
  const params = { address, region, language, ...bounds };
  const question: GoogleQuestion = { service: "geocode", params, units: 1 };
  const { places } = await line.answers(question, readPlaces);
  return { ...basisOf(), places: places.slice(0, Math.max(0, asked.limit)) };
}

/** What is at a point, as one would tell it to somebody. */
export async function findHere(
  { answers, language }: GoogleLine,
  position: Position,
): Promise<HereFound | Extract<RoadsRefusal, { refused: "no-road-near" }>> {
  const params = { latlng: latLngOf(position), language };
  const question: GoogleQuestion = { service: "geocode", params, units: 1 };
  const { name, road, place } = await answers(question, readHere);
  if (name === undefined) return refuse("no-road-near", { why: "none" });
  const offM = (it: Position) => crowFliesM(position, it);
  return {
    ...basisOf(),
    name,
    ...(road && { road: { ...road, offM: offM(road.position) } }),
    ...(place && { place: { name: place.name, offM: offM(place.position) } }),
  };
}

/** On a coarse grid, so that neighbours who look for the same name ask the same. */
function boundsAround({ lat, lng }: Position): string {
  const south = Math.max(-90, Math.round(lat * 2) / 2 - NEAR_DEGREES);
  const west = Math.max(-180, Math.round(lng * 2) / 2 - NEAR_DEGREES);
  const north = Math.min(90, south + 2 * NEAR_DEGREES);
  const east = Math.min(180, west + 2 * NEAR_DEGREES);
  const corners = [
    { lat: south, lng: west },
    { lat: north, lng: east },
  ];
  return corners.map(latLngOf).join("|");
}
