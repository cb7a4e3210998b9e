import type { Instant } from "@msafara/kernel";
import type { HoursRules } from "../hours/hours-rules.ts";
import type { HoursState } from "../hours/hours-state.ts";

/** A stretch of time in which something may begin: milliseconds after the problem's zero, both ends included. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A place on the matrix, with the hours in which its gate is open; without hours it always is. */
export interface TourPlace {
  readonly open?: readonly TimeWindow[];
}

/** One call at a place. Service begins inside one of the windows; without windows at any time. */
export interface TourStop {
  readonly place: number;
  readonly serviceMs: number;
  readonly windows?: readonly TimeWindow[];
}

/**
 * Something to be moved or done. With both ends it is collected and then brought; with a delivery alone it
 * is aboard when the shift begins, with a pickup alone it stays aboard until the end.
 */
export interface TourJob {
  readonly id: string;
  readonly pickup?: TourStop;
  readonly delivery?: TourStop;
  /** One amount for each dimension of capacity. */
  readonly load: readonly number[];
  readonly skills?: readonly string[];
  /** When its last stop is left at the latest. */
  readonly deadlineMs?: number;
  /** What leaving it out costs. Without it no saving is worth leaving it out. */
  readonly prize?: number;
}

/** One end of a job, as plans and locks name it. */
export interface Visit {
  readonly jobId: string;
  readonly what: "pickup" | "delivery";
}

/** What a truck costs: for going out at all, for each kilometre, for each hour at the wheel. */
export interface TourCosts {
  readonly fixed: number;
  readonly perKm: number;
  readonly perHour: number;
}

/** The law that binds a driver, and what the driver has behind them when the plan begins. */
export interface DriverHours {
  readonly rules: HoursRules;
  readonly state: HoursState;
}

/** A truck with its driver. Each shift is a tour of its own, from the start to the end. */
export interface TourVehicle {
  readonly id: string;
  /** Without a start the tour begins at its first stop, without an end it stops at its last. */
  readonly startPlace?: number;
  readonly endPlace?: number;
  readonly shifts: readonly TimeWindow[];
  readonly capacity: readonly number[];
  readonly skills?: readonly string[];
  readonly costs: TourCosts;
  /** It drives from its start to its end even with nothing to do: only what goes beyond that costs. */
  readonly drivesAnyway?: boolean;
  /** How far it all is for this one, where it drives otherwise than the problem's matrix says. Those of a kind share one. */
  readonly matrix?: TourMatrix;
  readonly hours?: DriverHours;
  /** What was done already; start and first shift speak of the moment after it. Never planned again. */
  readonly executed?: readonly Visit[];
  /** Stops that come next, in this order, whatever it costs. */
  readonly locked?: readonly Visit[];
}

/**
 * From each place to each place, row by row; there and back may differ. From a place to itself it is nothing, or longer
 * than any shift where nobody who drives by this matrix can come.
 */
export interface TourMatrix {
  readonly size: number;
  readonly durationMs: Int32Array;
  readonly distanceM: Int32Array;
}

/** A day's work as plain data: what there is to do, who is there to do it, and how far it all is. */
export interface TourProblem {
  /** The instant that every time in the problem is counted from. */
  readonly zeroAt: Instant;
  /** How far it all is for each vehicle that brings no matrix of its own. */
  readonly matrix: TourMatrix;
  /** By index of the matrix; places that are always open may be left out at the end. */
  readonly places?: readonly TourPlace[];
  readonly jobs: readonly TourJob[];
  readonly vehicles: readonly TourVehicle[];
}
