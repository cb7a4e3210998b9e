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
