import type { Commitment, Driver } from "./driver.ts";
import { nextStep } from "./progress-trip.ts";
import { tripUnderWay } from "./driver.ts";

/** What a driver is doing (U71): nothing that is kept, only what his calendar and his trip come to (R13). */
export type DriverPhase =
  | "Offline"
  | "Available"
  | "Evaluating"
  | "Committed"
  | "EnRoute"
  | "Loading"
  | "InTransit"
  | "Unloading"
  | "ReturnSearch";

/** By the step that a trip waits for. */
const ON_THE_ROAD = {
  "arrived-pickup": "EnRoute",
  loaded: "Loading",
  departed: "Loading",
  "arrived-delivery": "InTransit",
  unloaded: "Unloading",
  delivered: "Unloading",
} as const;

/** What a driver is doing now. */
export function driverPhase(driver: Driver): DriverPhase {
  const { available, commitments, dealings, isReturning } = driver;
  const trip = tripUnderWay(driver) ?? commitments.find(isDue);
  if (trip !== undefined) return ON_THE_ROAD[nextStep(trip)];
  if (commitments.length > 0) return "Committed";
  if (!available) return "Offline";
  if (dealings.length > 0) return "Evaluating";
  return isReturning ? "ReturnSearch" : "Available";
}

function isDue(commitment: Commitment): boolean {
  return commitment.isDue;
}
