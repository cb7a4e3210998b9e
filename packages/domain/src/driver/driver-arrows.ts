import type { DriverPhase } from "./driver-phase.ts";

/** What a driver may be doing after what. docs/design/driver.md draws it, and a guard compares the two. */
export const DRIVER_ARROWS: Readonly<Record<DriverPhase, readonly DriverPhase[]>> = {
  Offline: ["Available", "Evaluating"],
  Available: ["Evaluating", "Committed", "Offline"],
  Evaluating: ["Available", "ReturnSearch", "Committed", "Offline"],
  Committed: ["EnRoute", "Loading", "Available", "Evaluating", "Offline"],
  EnRoute: ["Loading", "Committed", "Available", "Evaluating", "Offline"],
  Loading: ["InTransit", "EnRoute", "Committed", "Available", "Evaluating", "Offline"],
  InTransit: ["Unloading"],
  Unloading: ["ReturnSearch", "EnRoute", "Committed", "Evaluating", "Offline"],
  ReturnSearch: ["Evaluating", "Committed", "Offline"],
};
