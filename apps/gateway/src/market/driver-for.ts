import type { Actor, BidderProfile, DriverRow } from "@msafara/domain";
import { type Id, refuse, type Refusal } from "@msafara/kernel";
import { defined } from "./defined.ts";
import type { MarketDesk } from "./market-desk.ts";

/** The driver that somebody is, if he is one. */
export function ownDriver({ agentId }: Actor): Id<"drv"> | undefined {
  return agentId !== undefined && isDriver(agentId) ? agentId : undefined;
}

/** Who moves it: whoever asks, or the driver whom his fleet or an operator names. */
export async function driverFor(
  { market }: Pick<MarketDesk, "market">,
  actor: Actor,
  named: Id<"drv"> | undefined,
): Promise<DriverRow | Refusal<"driver-missing" | "profile-missing">> {
  const driverId = named ?? ownDriver(actor);
  if (driverId === undefined) return refuse("driver-missing");
  return (await market.readDriver(driverId)) ?? refuse("profile-missing");
}

/** What a driver shows of himself with a bid. Loads he has carried are like this one if they rode in the same. */
export function bidderOf(row: DriverRow): BidderProfile {
  const { vehicleType: type, capacityKg, yearBuilt, carried } = row;
  return defined({
    orgId: row.orgId ?? undefined,
    shipperId: row.shipperId ?? undefined,
    vehicle: { type, capacityKg, yearBuilt },
    rating: row.ratingBp,
    onTimeBp: row.onTimeBp ?? undefined,
    similar: carried[type] ?? 0,
    licenceUntil: row.licenceUntil,
  });
}

function isDriver(id: Id): id is Id<"drv"> {
  return id.startsWith("drv_");
}
