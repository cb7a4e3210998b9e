import type { RoadUser } from "../../graph/road-users.ts";
import type { Tags } from "../osm/element.ts";
import { saidTo } from "./access-of.ts";
import type { Direction } from "./tag-of.ts";

const BOTH: readonly Direction[] = ["forward", "backward"];
const SAID: Readonly<Record<string, readonly Direction[]>> = {
  yes: ["forward"],
  true: ["forward"],
  "1": ["forward"],
  "-1": ["backward"],
  reverse: ["backward"],
  no: BOTH,
  false: BOTH,
  "0": BOTH,
  // Lights hand a lane from one side to the other: each waits for its turn.
  alternating: BOTH,
  // Whose turn it is depends on the hour, which the map does not know.
  reversible: [],
};
const IMPLIES = new Set(["motorway", "motorway_link"]);

/** In which directions somebody drives a way: what is said goes before what its kind implies. */
export function directionsOf(tags: Tags, user: RoadUser): readonly Direction[] {
  const said = saidTo(tags, { subject: "oneway", user }, SAID);
  if (said !== undefined) return said;
  return isRoundabout(tags) || IMPLIES.has(tags["highway"] ?? "") ? ["forward"] : BOTH;
}

/** A circle that is driven one way. */
export function isRoundabout(tags: Tags): boolean {
  return tags["junction"] === "roundabout" || tags["junction"] === "circular";
}
