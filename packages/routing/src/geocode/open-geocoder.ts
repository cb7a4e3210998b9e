import { crowFliesM, isRefusal, type Position } from "@msafara/kernel";
import { ROAD_CLASSES } from "../graph/road-graph.ts";
import { PLACE_KINDS, type Place } from "../map/place.ts";
import type { RoadMap } from "../map/road-map.ts";
import type { Phantom } from "../snap/phantom.ts";
import { openSnap } from "../snap/open-snap.ts";
import { nameIndex } from "./name-index.ts";
import { type Street, streetsOf } from "./streets-of.ts";

/** Something with a name that was found. */
export interface Found {
  readonly kind: "place" | "street";
  readonly name: string;
  /** The name that matched, where it was another one. */
  readonly alias?: string;
  readonly position: Position;
  /** 0 to 1, the more the better; for the order, and not for showing. */
  readonly score: number;
}

/** What is at a point. */
export interface FoundHere {
  /** The road that passes nearest, and where on it one would stop. */
  readonly road?: { readonly name: string; readonly position: Position; readonly offM: number };
  /** The place that one would name it after. */
  readonly place?: { readonly name: string; readonly offM: number };
}

export interface Geocoder {
  /** What may be meant, the likeliest first; `near` prefers what is close to it. */
  readonly search: (
    text: string,
    wish?: { readonly near?: Position; readonly limit?: number },
  ) => readonly Found[];
  /** What lies at a point, within two kilometres of a road and thirty of a place. */
  readonly reverse: (position: Position) => FoundHere;
}

const E7 = 10_000_000;
const LIMIT = 10;
const ROAD_WITHIN_M = 2_000;
const PLACE_WITHIN_M = 30_000;
/** How likeness, importance and nearness share in the score. */
const SHARES = { likeness: 0.7, importance: 0.18, nearness: 0.12 };
/** At this distance nearness counts half. */
const HALF_NEAR_M = 20_000;
const PEOPLE_OF_A_METROPOLIS = 7;

interface Entry {
  readonly kind: Found["kind"];
  readonly name: string;
  readonly position: Position;
  readonly importance: number;
}

/** Finds names of a map and names for points, without asking anybody. */
export function openGeocoder({ graph, squares, places }: RoadMap): Geocoder {
  const entries = [...places.map(entryOfPlace), ...streetsOf(graph).map(entryOfStreet)];
  const labels = [
    ...entries.map(({ name }, entry) => ({ label: name, entry })),
    ...places.flatMap(({ aliases }, entry) => aliases.map((label) => ({ label, entry }))),
  ];
  const index = nameIndex(labels.map(({ label }) => label));
  const { snap } = openSnap(graph, squares);
  const nameOf = (arc: number) => {
    const row = graph.way[arc]!;
    return graph.names[graph.ways.name[row]! || graph.ways.ref[row]!]!;
  };
  return {
    search(text, { near, limit = LIMIT } = {}) {
      const best = new Map<number, Found>();
      for (const { name, likeness } of index.like(text)) {
        const { label, entry } = labels[name]!;
        const found = foundOf(entries[entry]!, { label, likeness, near });
        if (found.score > (best.get(entry)?.score ?? 0)) best.set(entry, found);
      }
      return [...best.values()].toSorted((one, other) => other.score - one.score).slice(0, limit);
    },
    reverse(position) {
      const point = { lat: Math.round(position.lat * E7), lng: Math.round(position.lng * E7) };
      const here = snap(point, { withinM: ROAD_WITHIN_M });
      const place = nearestPlace(places, position);
      return {
        ...(isRefusal(here) ? {} : { road: roadHere(here, nameOf) }),
        ...(place === undefined ? {} : { place }),
      };
    },
  };
}

function roadHere(
  phantom: Phantom,
  nameOf: (arc: number) => string,
): NonNullable<FoundHere["road"]> {
  const name = nameOf(phantom.spots[0]!.arc);
  return { name, position: degrees(phantom), offM: Math.round(phantom.offM) };
}

function entryOfPlace(place: Place): Entry {
  const rank = 1 - PLACE_KINDS.indexOf(place.kind) / PLACE_KINDS.length;
  const people = Math.log10(1 + place.population) / PEOPLE_OF_A_METROPOLIS;
  const importance = Math.min(1, 0.6 * rank + 0.4 * people);
  return { kind: "place", name: place.name, position: degrees(place), importance };
}

/** The widest street counts less than a hamlet would, were it not for its length. */
function entryOfStreet(street: Street): Entry {
  const width = 1 - street.roadClass / ROAD_CLASSES.length;
  const length = Math.min(1, Math.log10(1 + street.lengthCm / 100_000));
  const importance = 0.25 * width + 0.15 * length;
  return { kind: "street", name: street.name, position: degrees(street), importance };
}

interface Match {
  readonly label: string;
  readonly likeness: number;
  readonly near: Position | undefined;
}

function foundOf(entry: Entry, { label, likeness, near }: Match): Found {
  const { kind, name, position, importance } = entry;
  const offM = near === undefined ? Number.POSITIVE_INFINITY : crowFliesM(near, position);
  const nearness = HALF_NEAR_M / (HALF_NEAR_M + offM);
  const score =
    SHARES.likeness * likeness + SHARES.importance * importance + SHARES.nearness * nearness;
  return { kind, name, position, score, ...(label === name ? {} : { alias: label }) };
}

/** Nearest, but a city reaches farther than a hamlet: its rim is still it. */
function nearestPlace(places: readonly Place[], position: Position): FoundHere["place"] {
  let best: { name: string; offM: number; felt: number } | undefined;
  for (const place of places) {
    const offM = crowFliesM(position, degrees(place));
    const felt = offM / (1 + Math.sqrt(place.population) / 300);
    if (offM > PLACE_WITHIN_M || (best !== undefined && felt >= best.felt)) continue;
    best = { name: place.name, offM, felt };
  }
  return best === undefined ? undefined : { name: best.name, offM: best.offM };
}

function degrees({ lat, lng }: { readonly lat: number; readonly lng: number }): Position {
  return { lat: lat / E7, lng: lng / E7 };
}
