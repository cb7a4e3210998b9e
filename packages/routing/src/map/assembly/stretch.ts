import type { WayTable } from "../../graph/road-graph.ts";
import type { Road } from "../tags/read-road.ts";

/** Where points lie, in degrees times 10⁷. */
export interface Points {
  readonly lat: Int32Array;
  readonly lng: Int32Array;
}

/** A piece of road between two junctions, with what holds in each direction. */
export interface Stretch {
  readonly osmId: number;
  /** Points from one junction to the other, both included; the ends of two stretches that meet are one point. */
  readonly line: readonly number[];
  readonly forward: Road | undefined;
  readonly backward: Road | undefined;
}

/** Where a stretch cannot be driven in one direction, it has no row. */
export const NO_ROW = 0xffff_ffff;

/** One direction of each stretch. */
export interface Lanes {
  /** What is said of it, a row of the way table, or `NO_ROW`. */
  readonly row: Uint32Array;
  /** Free-flow speed in tenths of a km/h. */
  readonly speed: Uint16Array;
}

/** Stretches as columns, and the ways that they are of. */
export interface Stretches {
  readonly count: number;
  readonly osmId: Float64Array;
  /** The points of stretch i are `point[first[i]]` up to `point[first[i + 1]]`. */
  readonly first: Uint32Array;
  readonly point: Uint32Array;
  readonly forward: Lanes;
  readonly backward: Lanes;
  readonly ways: WayTable;
  readonly names: readonly string[];
}

/** The points of a stretch, from one junction to the other. */
export function pointsOf({ first, point }: Stretches, stretch: number): Uint32Array {
  return point.subarray(first[stretch], first[stretch + 1]);
}
