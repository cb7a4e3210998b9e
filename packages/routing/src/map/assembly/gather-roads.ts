import { isRefusal } from "@msafara/kernel";
import type { OsmRelation, OsmWay } from "../osm/element.ts";
import { type MapUnreadable, readOsm } from "../read-osm.ts";
import { classOf } from "../tags/class-of.ts";

/** The lines of a map that are roads, and what is said about turning from one into another. */
export interface Gathered {
  /** By their id, so that two files of the same roads give the same map. */
  readonly ways: readonly OsmWay[];
  readonly restrictions: readonly OsmRelation[];
  /** Every node that a road goes over, once, ascending. */
  readonly nodeIds: Float64Array;
}

/** Reads ways and relations, and no node: which nodes matter is known only when all ways are. */
export async function gatherRoads(
  chunks: AsyncIterable<Uint8Array>,
): Promise<Gathered | MapUnreadable> {
  const ways: OsmWay[] = [];
  const restrictions: OsmRelation[] = [];
  const wanted = { nodes: false, ways: true, relations: true };
  for await (const block of readOsm(chunks, wanted)) {
    if (isRefusal(block)) return block;
    for (const way of block.ways) {
      if (way.refs.length > 1 && classOf(way.tags) !== undefined) ways.push(way);
    }
    for (const relation of block.relations) {
      if (isRestriction(relation)) restrictions.push(relation);
    }
  }
  return {
    ways: once(ways),
    restrictions: once(restrictions),
    nodeIds: distinct(ways.flatMap(({ refs }) => refs)),
  };
}

function isRestriction({ tags }: OsmRelation): boolean {
  return tags["type"]?.startsWith("restriction") === true;
}

function once<Element extends { readonly id: number }>(elements: readonly Element[]) {
  const byId = new Map(elements.map((element) => [element.id, element]));
  return [...byId.values()].toSorted((one, other) => one.id - other.id);
}

function distinct(refs: readonly number[]): Float64Array {
  const sorted = Float64Array.from(refs).toSorted();
  let count = 0;
  for (const [i, id] of sorted.entries()) {
    if (i === 0 || id !== sorted[i - 1]) sorted[count++] = id;
  }
  return sorted.slice(0, count);
}
