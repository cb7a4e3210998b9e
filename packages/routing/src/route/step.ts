import type { PointE7 } from "../snap/arc-line.ts";
import type { Side } from "../snap/flat-earth.ts";

/** What a driver does at a point of a way. */
export type Maneuver =
  | "depart"
  | "continue"
  | "keep-left"
  | "keep-right"
  | "bear-left"
  | "bear-right"
  | "turn-left"
  | "turn-right"
  | "sharp-left"
  | "sharp-right"
  | "u-turn"
  | "roundabout"
  | "ferry"
  | "arrive";

/** One thing to do, and how far to go on after it. */
export interface RouteStep {
  readonly maneuver: Maneuver;
  readonly at: PointE7;
  /** What the road is called that one is on afterwards; empty where nobody called it anything. */
  readonly name: string;
  readonly ref: string;
  readonly distanceCm: number;
  readonly durationDs: number;
  /** Which exit of a roundabout to take. */
  readonly exit?: number;
  /** Where one heads at the start, in degrees of the compass. */
  readonly bearing?: number;
  /** On which side the goal lies. */
  readonly side?: Side;
}
