import { isRefusal } from "@msafara/kernel";
import type { OsmRelation } from "../osm/element.ts";
import { type MapUnreadable, readOsm } from "../read-osm.ts";
import { classOf } from "../tags/class-of.ts";
import { collectLines, type RoadLines } from "./collect-lines.ts";

/** The lines of a map that are roads, and what is said about turning from one into another. */
export interface Gathered {
  readonly lines: RoadLines;
  /** By their number. */
  readonly restrictions: readonly OsmRelation[];
}

/** Reads ways and relations, and no node: which nodes matter is known only when all ways are. */
export async function gatherRoads(
  chunks: AsyncIterable<Uint8Array>,
): Promise<Gathered | MapUnreadable> {
  const lines = collectLines();
  const restrictions = new Map<number, OsmRelation>();
  const wanted = { nodes: false, ways: true, relations: true };
  for await (const block of readOsm(chunks, wanted)) {
    if (isRefusal(block)) return block;
    for (const way of block.ways) {
      if (way.refs.length > 1 && classOf(way.tags) !== undefined) lines.add(way);
    }
    for (const relation of block.relations) {
      if (isRestriction(relation)) restrictions.set(relation.id, relation);
    }
  }
  const inOrder = [...restrictions.values()].toSorted((one, other) => one.id - other.id);
  return { lines: lines.finish(), restrictions: inOrder };
}

function isRestriction({ tags }: OsmRelation): boolean {
  return tags["type"]?.startsWith("restriction") === true;
}
