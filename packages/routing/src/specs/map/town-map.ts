import { isRefusal } from "@msafara/kernel";
import { assembleRoads } from "../../map/assemble-roads.ts";
import type { Tags } from "../../map/osm/element.ts";
import type { RoadMap } from "../../map/road-map.ts";
import { chunks } from "./chunks.ts";
import { type SmallMap, writePbf } from "./write-pbf.ts";

const HUNDRED_METRES = 8_993;

/** A road of a small town: the blocks it passes, as `x,y` in hundreds of metres, and its tags. */
export interface TownRoad {
  readonly over: readonly string[];
  readonly tags?: Tags;
}

/** Where a block of a small town is, in degrees. */
export function blockAt(block: string): { readonly lat: number; readonly lng: number } {
  const [x = 0, y = 0] = block.split(",").map(Number);
  return { lat: (y * HUNDRED_METRES) / 1e7, lng: (x * HUNDRED_METRES) / 1e7 };
}

/** Builds a small town on the equator through the same door as any map; ways are numbered from 1. */
export async function townMap(
  roads: readonly TownRoad[],
  relations: SmallMap["relations"] = [],
): Promise<RoadMap> {
  const blocks = [...new Set(roads.flatMap(({ over }) => over))];
  const nodes = blocks.map((block, i) => {
    const { lat, lng } = blockAt(block);
    return { id: i + 1, lat: Math.round(lat * 1e7), lng: Math.round(lng * 1e7), tags: {} };
  });
  const ways = roads.map(({ over, tags = {} }, i) => {
    const refs = over.map((block) => blocks.indexOf(block) + 1);
    return { id: i + 1, refs, tags: { highway: "residential", ...tags } };
  });
  const bytes = writePbf({ nodes, ways, relations });
  const map = await assembleRoads(() => chunks(bytes, 4096), { version: "a-town" });
  if (isRefusal(map)) throw new TypeError(`The town is no map: ${map.facts["why"]}`);
  return map;
}
