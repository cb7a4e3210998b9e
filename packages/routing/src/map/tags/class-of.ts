import type { RoadClass } from "../../graph/road-graph.ts";
import type { Tags } from "../osm/element.ts";
import { accessSaid } from "./access-of.ts";
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

/** Too narrow for whatever has four wheels. */
const PATHS = new Set(["path", "footway", "cycleway", "bridleway", "pedestrian"]);

/** Whether nothing wider than a motorcycle drives there, whatever is said of others. */
export function isPath(tags: Tags): boolean {
  return PATHS.has(tags["highway"] ?? "");
}

/**
 * The class of a way, or nothing where no motor vehicle drives by nature: rails, plans, squares, and paths but for
 * those that are said to be open to motorcycles.
 */
export function classOf(tags: Tags): RoadClass | undefined {
  if (tags["area"] === "yes") return undefined;
  if (tags["route"] === "ferry") return "ferry";
  if (isPath(tags)) return isOpenPath(tags) ? "track" : undefined;
  const found = knownIn(CLASSES, tags["highway"]);
  if (found === "service" && NO_ROADS.has(tags["service"] ?? "")) return undefined;
  return found;
}

function isOpenPath(tags: Tags): boolean {
  const said = accessSaid(tags["motorcycle"] ?? "");
  return said === "yes" || said === "destination";
}

/** A ramp between two roads. */
export function isLink(tags: Tags): boolean {
  return tags["highway"]?.endsWith("_link") === true;
}
