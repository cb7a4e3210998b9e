import { isRefusal } from "@msafara/kernel";
import type { OsmNode } from "../osm/element.ts";
import { type Place, placeOf } from "../place.ts";
import { type MapUnreadable, readOsm } from "../read-osm.ts";
import { type Barrier, barrierOf } from "../tags/barrier-of.ts";
import { placeIn } from "../../graph/place-in.ts";

/** A latitude that no node has. */
const NOWHERE = 2_000_000_000;

/** Where the nodes of roads lie, by their place in `nodeIds`, and what stands on them. */
export interface PlacedNodes {
  readonly nodeIds: Float64Array;
  /** Degrees times 10⁷. */
  readonly lat: Int32Array;
  readonly lng: Int32Array;
  readonly barriers: ReadonlyMap<number, Barrier>;
  /** Towns, suburbs and the like. */
  readonly places: readonly Place[];
}

/** Reads nodes, and keeps those that roads go over and those that are places with a name. */
export async function placeNodes(
  chunks: AsyncIterable<Uint8Array>,
  nodeIds: Float64Array,
): Promise<PlacedNodes | MapUnreadable> {
  const lat = new Int32Array(nodeIds.length).fill(NOWHERE);
  const lng = new Int32Array(nodeIds.length);
  const barriers = new Map<number, Barrier>();
  const places = new Map<number, Place>();
  const keep = (node: OsmNode) => {
    const place = placeOf(node);
    if (place !== undefined) places.set(node.id, place);
    const index = placeIn(nodeIds, node.id);
    if (index < 0) return;
    lat[index] = node.lat;
    lng[index] = node.lng;
    const barrier = barrierOf(node.tags);
    if (barrier !== undefined) barriers.set(index, barrier);
  };
  const wanted = { nodes: true, ways: false, relations: false };
  for await (const block of readOsm(chunks, wanted)) {
    if (isRefusal(block)) return block;
    for (const node of block.nodes) keep(node);
  }
  const inOrder = [...places].toSorted(([one], [other]) => one - other).map(([, place]) => place);
  return { nodeIds, lat, lng, barriers, places: inOrder };
}

/** Whether a node that a road names is in the file; at the edge of an extract some are not. */
export function isPlaced({ lat }: PlacedNodes, index: number): boolean {
  return lat[index] !== NOWHERE;
}
