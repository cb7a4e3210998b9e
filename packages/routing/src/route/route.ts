import type { PointE7 } from "../snap/arc-line.ts";
import type { Way } from "./find-way.ts";
import type { RouteStep } from "./step.ts";

/** The part of a route between two of its stops. */
export interface RouteLeg {
  readonly way: Way;
  readonly distanceCm: number;
  /** How long it takes by the clock; roads for business only cost more than that. */
  readonly durationDs: number;
  readonly line: readonly PointE7[];
  readonly steps: readonly RouteStep[];
}

/** A route over all its stops. */
export interface Route {
  /** What was made least: deciseconds or centimetres, with what roads for business only count besides. */
  readonly cost: number;
  readonly distanceCm: number;
  readonly durationDs: number;
  readonly line: readonly PointE7[];
  readonly legs: readonly RouteLeg[];
}
