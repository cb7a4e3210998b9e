import { type Instant, isRefusal, refuse, type Refusal, toIso } from "@msafara/kernel";
import type { Driver, DriverProfile } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverCommand } from "./driver-message.ts";
import { maySteer } from "./may-steer.ts";
import { setPolicy } from "./set-policy.ts";

/**
 * Says who drives what, and with it, if it is named, what his agent may do. A truck that has promised a
 * load is not exchanged for one that cannot carry it.
 */
export function setProfile(
  driver: Driver,
  command: Extract<DriverCommand, { type: "set-profile" }>,
  now: Instant,
): readonly DriverEvent[] | Refusal {
  const may = maySteer(driver, command.by, "set-profile");
  if (may !== true) return may;
  const { vehicle, licence, documents } = command;
  if (licence.expiresOn < toIso(now).slice(0, 10)) {
    return refuse("licence-expired", { expiresOn: licence.expiresOn });
  }
  const committed = driver.commitments.find(({ request: { cargo } }) => {
    return cargo.vehicleType !== vehicle.type || cargo.weightKg > vehicle.capacityKg;
  });
  if (committed !== undefined) {
    return refuse("vehicle-committed", { shipmentId: committed.shipmentId });
  }
  const profile = {
    ...orgOf(driver, command),
    ...shipperOf(driver, command),
    vehicle,
    licence,
    documents,
  };
  const set: DriverEvent = { type: "profile.set", profile };
  if (command.policy === undefined) return [set];
  const { by, policy } = command;
  const mandate = setPolicy(driver, { type: "set-policy", by, policy });
  return isRefusal(mandate) ? mandate : [set, ...mandate];
}

/** A driver belongs to the organisation in whose name he signs in; nobody writes himself into one. */
function orgOf(
  { driverId, profile }: Driver,
  { by }: Pick<DriverCommand, "by">,
): Pick<DriverProfile, "orgId"> {
  const orgId = by.agentId === driverId ? by.orgId : profile?.orgId;
  return orgId === undefined ? {} : { orgId };
}

/** Once known to be a shipper, too, he stays one. */
function shipperOf(
  { profile }: Driver,
  { shipperId = profile?.shipperId }: Extract<DriverCommand, { type: "set-profile" }>,
): Pick<DriverProfile, "shipperId"> {
  return shipperId === undefined ? {} : { shipperId };
}
