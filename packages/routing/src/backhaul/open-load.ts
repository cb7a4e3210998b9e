import type { Instant, Position } from "@msafara/kernel";
import type { Phantom } from "../snap/phantom.ts";
import type { DriverHours, TimeWindow, TourCosts } from "../tour/problem.ts";

/** A call at a place on the road. Work begins inside one of the windows; without windows at any time. */
export interface LoadStop {
  readonly place: Phantom;
  readonly serviceMs: number;
  /** Milliseconds after the zero of the truck's day. */
  readonly windows?: readonly TimeWindow[];
}

/** A load that nobody has taken yet. */
export interface OpenLoad {
  readonly id: string;
  readonly pickup: LoadStop;
  readonly drop: LoadStop;
  readonly payCents: number;
  /** One amount for each dimension of capacity. */
  readonly load: readonly number[];
}

/** A truck that drives somewhere anyway, with room for more. */
export interface TruckOnItsWay {
  readonly from: Phantom;
  readonly to: Phantom;
  readonly zeroAt: Instant;
  readonly leavesMs: number;
  /** When it must be there; left out, any time. */
  readonly dueMs?: number;
  /** What room is left, in each dimension. */
  readonly room: readonly number[];
  /** In cents; what going out costs is spent already. */
  readonly costs: Pick<TourCosts, "perKm" | "perHour">;
  readonly hours?: DriverHours;
}

const E7 = 10_000_000;

/** Where a place on the road is, in degrees. */
export function positionOf({ lat, lng }: Phantom): Position {
  return { lat: lat / E7, lng: lng / E7 };
}
