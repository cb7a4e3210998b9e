import type { RoadClass } from "../../graph/road-graph.ts";
import type { Tags } from "../osm/element.ts";
import { knownIn } from "./known-in.ts";

const CLASSES: Readonly<Record<string, RoadClass>> = {
  motorway: "motorway",
  motorway_link: "motorway",
  trunk: "trunk",
  trunk_link: "trunk",
  primary: "primary",
  primary_link: "primary",
  secondary: "secondary",
  secondary_link: "secondary",
  tertiary: "tertiary",
  tertiary_link: "tertiary",
  unclassified: "unclassified",
  road: "unclassified",
  residential: "residential",
  living_street: "living-street",
  service: "service",
  track: "track",
};
/** Ways of a service road on which nobody drives freight. */
const NO_ROADS = new Set(["emergency_access", "drive-through"]);

/** The class of a way, or nothing where no motor vehicle drives by nature: paths, rails, plans, squares. */
export function classOf(tags: Tags): RoadClass | undefined {
  if (tags["area"] === "yes") return undefined;
  if (tags["route"] === "ferry") return "ferry";
  const found = knownIn(CLASSES, tags["highway"]);
  if (found === "service" && NO_ROADS.has(tags["service"] ?? "")) return undefined;
  return found;
}

/** A ramp between two roads. */
export function isLink(tags: Tags): boolean {
  return tags["highway"]?.endsWith("_link") === true;
}
