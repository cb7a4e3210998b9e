import type { OsmNode, OsmRelation, OsmWay, Tags } from "../../map/osm/element.ts";

const TEN_SECONDS_OF_ARC = 27_778;

/** What may be different about the crossing. */
export interface Spoilt {
  readonly barrier?: Tags;
  readonly west?: Tags;
  readonly east?: Tags;
  readonly relations?: readonly OsmRelation[];
}

/**
 * A crossing of two streets: 1 – 2 – 3 from west to east, where 2 is the crossing, and 4 – 2 – 5 from
 * north to south. West, east, north and south of 2 are four ways, 10 to 13. Node 6 bends the way west.
 */
export function crossing({ barrier = {}, west = {}, east = {}, relations = [] }: Spoilt = {}) {
  const node = (id: number, [y, x]: readonly [number, number]): OsmNode => {
    const tags = id === 6 ? barrier : {};
    return { id, lat: y * TEN_SECONDS_OF_ARC, lng: x * TEN_SECONDS_OF_ARC, tags };
  };
  const way = (id: number, refs: readonly number[], tags: Tags): OsmWay => {
    return { id, refs, tags: { highway: "residential", ...tags } };
  };
  return {
    nodes: [
      node(1, [0, -2]),
      node(2, [0, 0]),
      node(3, [0, 2]),
      node(4, [2, 0]),
      node(5, [-2, 0]),
      node(6, [1, -1]),
    ],
    ways: [
      way(10, [1, 6, 2], { name: "Barabara ya Magharibi", ...west }),
      way(11, [2, 3], { name: "East Street", ...east }),
      way(12, [4, 2], {}),
      way(13, [2, 5], {}),
    ],
    relations,
  };
}

/** A relation about turning from one way into another over the crossing. */
export function turning(
  tags: Tags,
  ways: readonly [from: number, to: number] = [10, 12],
): OsmRelation {
  const member = (type: "node" | "way", ref: number, role: string) => ({ type, ref, role });
  return {
    id: 100,
    tags: { type: "restriction", ...tags },
    members: [
      member("way", ways[0], "from"),
      member("node", 2, "via"),
      member("way", ways[1], "to"),
    ],
  };
}
