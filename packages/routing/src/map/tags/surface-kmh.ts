import type { RoadClass } from "../../graph/road-graph.ts";
import type { Tags } from "../osm/element.ts";
import { knownIn } from "./known-in.ts";

const PAVED =
  /^(paved|asphalt|chipseal|concrete|concrete:.*|paving_stones.*|sett|cobblestone.*|metal|wood|bricks?|unhewn_cobblestone)$/;
/** What a lorry keeps to on each, in km/h; what is not named here slows nobody. */
const BY_SURFACE: Readonly<Record<string, number>> = {
  sett: 40,
  cobblestone: 30,
  unhewn_cobblestone: 25,
  unpaved: 50,
  compacted: 60,
  fine_gravel: 50,
  gravel: 45,
  pebblestone: 35,
  dirt: 30,
  earth: 30,
  ground: 30,
  clay: 30,
  sand: 20,
  grass: 15,
  mud: 10,
  rock: 15,
};
const BY_SMOOTHNESS: Readonly<Record<string, number>> = {
  bad: 40,
  very_bad: 20,
  horrible: 10,
  very_horrible: 7,
  impassable: 5,
};

/** Whether the road lacks a hard surface; a track without a word about it does. */
export function isUnpaved(tags: Tags, roadClass: RoadClass): boolean {
  const surface = tags["surface"];
  if (surface !== undefined) return !PAVED.test(surface);
  return roadClass === "track" && tags["tracktype"] !== "grade1";
}

/** How fast the surface lets one drive. */
export function surfaceKmh(tags: Tags): number {
  const bySurface = knownIn(BY_SURFACE, tags["surface"]) ?? Number.POSITIVE_INFINITY;
  const bySmoothness = knownIn(BY_SMOOTHNESS, tags["smoothness"]) ?? Number.POSITIVE_INFINITY;
  return Math.min(bySurface, bySmoothness);
}
