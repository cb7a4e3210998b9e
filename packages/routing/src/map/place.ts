import type { OsmNode } from "./osm/element.ts";
import { knownIn } from "./tags/known-in.ts";

/** Kinds of places, the most important first. Stored by its place in this list. */
export const PLACE_KINDS = [
  "city",
  "town",
  "border-post",
  "village",
  "suburb",
  "quarter",
  "neighbourhood",
  "hamlet",
  "locality",
] as const;

/** The kind of a place. */
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** A place with a name. */
export interface Place {
  readonly kind: PlaceKind;
  readonly name: string;
  /** What else it is called, in any language. */
  readonly aliases: readonly string[];
  /** Degrees times 10⁷. */
  readonly lat: number;
  readonly lng: number;
  /** Inhabitants, or 0 where nobody wrote them down. */
  readonly population: number;
}

const KINDS: Readonly<Record<string, PlaceKind>> = {
  city: "city",
  town: "town",
  village: "village",
  suburb: "suburb",
  borough: "suburb",
  quarter: "quarter",
  neighbourhood: "neighbourhood",
  hamlet: "hamlet",
  isolated_dwelling: "locality",
  locality: "locality",
};
const ALIASES = [
  "name:en",
  "name:sw",
  "int_name",
  "alt_name",
  "old_name",
  "short_name",
  "loc_name",
];

/** The place that a node stands for, if it does for one. */
export function placeOf({ lat, lng, tags }: OsmNode): Place | undefined {
  const post = tags["barrier"] === "border_control" ? "border-post" : undefined;
  const kind = knownIn(KINDS, tags["place"]) ?? post;
  const name = tags["name"] ?? tags["name:en"];
  if (kind === undefined || name === undefined) return undefined;
  const others = ALIASES.flatMap((key) => tags[key]?.split(";") ?? []).map((one) => one.trim());
  const aliases = [...new Set(others)].filter((one) => one !== "" && one !== name);
  const people = Number(tags["population"]?.replaceAll(/[\s,.]/g, ""));
  return { kind, name, aliases, lat, lng, population: Number.isSafeInteger(people) ? people : 0 };
}
