import type { Instant, Refusal } from "@msafara/kernel";
import type { Driver } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverCommand } from "./driver-message.ts";
import { maySteer } from "./may-steer.ts";

/** Suspends a driver, or lets him back onto the market; what he has promised stays promised. */
export function setStanding(
  driver: Driver,
  { by, standing, reason }: Extract<DriverCommand, { type: "set-standing" }>,
  now: Instant,
): readonly DriverEvent[] | Refusal {
  const may = maySteer(driver, by, "set-standing");
  return may === true ? [{ type: "standing.set", standing, reason, at: now }] : may;
}
