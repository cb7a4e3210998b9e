import { crowFliesM, isRefusal, type Position } from "@msafara/kernel";
import { ROAD_CLASSES } from "../graph/road-graph.ts";
import { PLACE_KINDS, type Place, type PlaceKind } from "../map/place.ts";
import type { RoadMap } from "../map/road-map.ts";
import type { Phantom } from "../snap/phantom.ts";
import { openSnap } from "../snap/open-snap.ts";
import { junctionsOf } from "./junctions-of.ts";
import { nameIndex } from "./name-index.ts";
import { type Street, streetsOf } from "./streets-of.ts";
import { crossedStreets, lastWords, takeApart } from "./take-apart.ts";

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
  /** What lies at a point, within two kilometres of a road, and as far from a place as such places reach. */
  readonly reverse: (position: Position) => FoundHere;
}

const E7 = 10_000_000;
const LIMIT = 10;
const ROAD_WITHIN_M = 2_000;
/** How far one still says that one is there: nobody names a street of a city after a hamlet beyond its rim. */
const REACH_M: Readonly<Record<PlaceKind, number>> = {
  city: 30_000,
  town: 20_000,
  "border-post": 10_000,
  village: 8_000,
  suburb: 6_000,
  quarter: 4_000,
  neighbourhood: 3_000,
  hamlet: 4_000,
  locality: 3_000,
};
/** How likeness, importance and nearness share in the score. */
const SHARES = { likeness: 0.7, importance: 0.18, nearness: 0.12 };
/** At this distance nearness counts half. */
const HALF_NEAR_M = 20_000;
const PEOPLE_OF_A_METROPOLIS = 7;
/** The same where the text itself says where. */
const HALF_THERE_M = 5_000;
const THERE_SHARE = 0.25;
/** Longer than whatever is an address. */
const LETTERS_MAX = 200;
/** How like a name must be: to be the very one, to look no further, to be meant as a part of the text. */
const EXACT = 1;
const SURE = 0.96;
const LIKELY = 0.6;
const STREETS_MAX = 2;

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
  const ranked = (text: string, near?: Position): readonly Ranked[] => {
    const best = new Map<number, Ranked>();
    for (const { name, likeness } of index.like(text)) {
      const { label, entry } = labels[name]!;
      const found = foundOf(entries[entry]!, { label, likeness, near });
      if (found.score > (best.get(entry)?.found.score ?? 0)) best.set(entry, { found, likeness });
    }
    return [...best.values()].toSorted((one, other) => other.found.score - one.found.score);
  };
  const placeLabels = labels.filter(({ entry }) => entry < places.length);
  const placeIndex = nameIndex(placeLabels.map(({ label }) => label));
  const placeAt = (name: string, likenessMin: number) => {
    const [best] = placeIndex.like(name);
    if (best === undefined || best.likeness < likenessMin) return undefined;
    return entries[placeLabels[best.name]!.entry]!.position;
  };
  return {
    search(asked, { near, limit = LIMIT } = {}) {
      const text = asked.slice(0, LETTERS_MAX);
      const whole = ranked(text, near);
      if ((whole[0]?.likeness ?? 0) >= SURE) return whole.slice(0, limit).map(({ found }) => found);
      const better = crossing(text, { graph, ranked, near }) ?? within(text, { ranked, placeAt });
      const rest = whole.map(({ found }) => found);
      return (better.length > 0 ? better : rest).slice(0, limit);
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

/** Something found, and how like its name is to what was asked. */
interface Ranked {
  readonly found: Found;
  readonly likeness: number;
}

interface Names {
  readonly ranked: Rank;
  /** Where the place lies whose name is at least so like. */
  readonly placeAt: (name: string, likenessMin: number) => Position | undefined;
}

type Rank = (text: string, near?: Position) => readonly Ranked[];

/** What is sought in or near a place that the text names, too: the nearer to that place the better. */
function within(text: string, { ranked, placeAt }: Names): readonly Found[] {
  const parted = takeApart(text);
  const ways = parted === undefined ? lastWords(text) : [parted];
  const likenessMin = parted === undefined ? EXACT : LIKELY;
  for (const { what, where } of ways) {
    const position = placeAt(where, likenessMin);
    if (position === undefined) continue;
    const there = ranked(what, position).filter(({ likeness }) => likeness >= LIKELY);
    const found = there.map((one) => ({ ...one.found, score: scoreThere(one, position) }));
    if (found.length > 0) return found.toSorted((one, other) => other.score - one.score);
  }
  return [];
}

/** Of those that are as like, the one that is nearest: somebody said where. At most 1, as every score. */
function scoreThere({ found, likeness }: Ranked, there: Position): number {
  const offM = crowFliesM(there, found.position);
  const nearness = HALF_THERE_M / (HALF_THERE_M + offM);
  return (likeness + THERE_SHARE * nearness) / (1 + THERE_SHARE);
}

interface CrossingAsked {
  readonly graph: RoadMap["graph"];
  readonly ranked: Rank;
  readonly near: Position | undefined;
}

/** Where two streets meet that the text names; nothing where it names no two that do. */
function crossing(text: string, { graph, ranked, near }: CrossingAsked) {
  const streets = crossedStreets(text);
  if (streets === undefined) return undefined;
  const [one, other] = streets.map((street) => {
    const like = ranked(street, near).filter(({ found, likeness }) => {
      return found.kind === "street" && likeness >= LIKELY;
    });
    return like.slice(0, STREETS_MAX);
  });
  const namesOf = (found: readonly Ranked[] = []) =>
    new Set(found.map((street) => street.found.name));
  const nodes = junctionsOf(graph, [namesOf(one), namesOf(other)]);
  const name = `${one?.[0]?.found.name} & ${other?.[0]?.found.name}`;
  const found = nodes.map((node): Found => {
    const position = degrees({ lat: graph.lat[node]!, lng: graph.lng[node]! });
    const offM = near === undefined ? 0 : crowFliesM(near, position);
    return { kind: "street", name, position, score: HALF_NEAR_M / (HALF_NEAR_M + offM) };
  });
  return found.length === 0 ? undefined : found.toSorted((a, b) => b.score - a.score);
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
    if (offM > REACH_M[place.kind] || (best !== undefined && felt >= best.felt)) continue;
    best = { name: place.name, offM, felt };
  }
  return best === undefined ? undefined : { name: best.name, offM: best.offM };
}

function degrees({ lat, lng }: { readonly lat: number; readonly lng: number }): Position {
  return { lat: lat / E7, lng: lng / E7 };
}
