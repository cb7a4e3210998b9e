import { refuse, type Refusal } from "@msafara/kernel";
import type { Driver } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverCommand } from "./driver-message.ts";
import { maySteer } from "./may-steer.ts";

/** Says what the agent may do by itself; what is not named stays as it is. */
export function setPolicy(
  driver: Driver,
  { by, policy: change }: Extract<DriverCommand, { type: "set-policy" }>,
): readonly DriverEvent[] | Refusal {
  const may = maySteer(driver, by, "set-policy");
  if (may !== true) return may;
  const policy = { ...driver.policy, ...change };
  if (policy.autoBid && policy.minRatePerKm === undefined) return refuse("rate-missing");
  return [{ type: "policy.set", policy }];
}
