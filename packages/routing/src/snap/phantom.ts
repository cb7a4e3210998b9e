import type { PointE7 } from "./arc-line.ts";
import type { Side } from "./flat-earth.ts";

/** A point on an arc, so many centimetres after it begins, and the side on which what was asked for lies. */
export interface Spot {
  readonly arc: number;
  readonly alongCm: number;
  readonly side: Side;
}

/**
 * A place on the road that no junction marks: where a way may begin or end. It has a spot for each
 * direction in which it may be passed.
 */
export interface Phantom extends PointE7 {
  /** How far off the road the point lies that was asked for. */
  readonly offM: number;
  readonly spots: readonly Spot[];
}
