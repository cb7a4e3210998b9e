import type { Pause } from "../hours/plan-breaks.ts";
import type { Visit } from "./problem.ts";

/** A visit with its times, milliseconds after the problem's zero. */
export interface PlannedVisit extends Visit {
  readonly place: number;
  readonly arriveMs: number;
  /** Service begins, inside a window; before it the driver waits. */
  readonly startMs: number;
  readonly leaveMs: number;
}

/** What one truck does in one shift. */
export interface Tour {
  readonly vehicleId: string;
  /** Which of the vehicle's shifts. */
  readonly shift: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly visits: readonly PlannedVisit[];
  /** Breaks and rests that the driver's hours ask for; empty where no hours bind. */
  readonly pauses: readonly Pause[];
  readonly distanceM: number;
  readonly drivingMs: number;
}

/** An answer that can be driven as it stands, and what it leaves out. */
export interface TourPlan {
  readonly tours: readonly Tour[];
  readonly unserved: readonly string[];
  /** Trucks, kilometres and hours; prizes of unserved jobs are not in it. */
  readonly cost: number;
}
