import { type Instant, refuse, type Refusal, toIso } from "@msafara/kernel";
import type { Driver } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverCommand } from "./driver-message.ts";
import { maySteer } from "./may-steer.ts";

/** Begins or ends a shift. Only a driver who may drive, and of whom the market knows where, is offered loads. */
export function setAvailability(
  driver: Driver,
  { by, available, position }: Extract<DriverCommand, { type: "set-availability" }>,
  now: Instant,
): readonly DriverEvent[] | Refusal {
  const may = maySteer(driver, by, "set-availability");
  if (may !== true) return may;
  const where = position === undefined ? {} : { position: { where: position, at: now } };
  const set: DriverEvent = { type: "availability.set", available, at: now, ...where };
  if (!available) return [set];

  const { profile, standing } = driver;
  if (standing === "suspended") return refuse("driver-suspended");
  if (profile === undefined) return refuse("profile-missing");
  const { expiresOn } = profile.licence;
  if (expiresOn < toIso(now).slice(0, 10)) return refuse("licence-expired", { expiresOn });
  if (position === undefined && driver.position === undefined) return refuse("position-missing");
  return [set];
}
