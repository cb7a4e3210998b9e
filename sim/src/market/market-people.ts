import type { Actor, BidderProfile, DriverProfile } from "@msafara/domain";
import type { Position } from "@msafara/kernel";
import type { Luck } from "../day/luck.ts";

/** Whoever may do everything. */
export const ADMIN: Actor = { userId: "usr_ada", role: "admin" };

/** Who cancels for others. */
export const SUPPORT: Actor = { userId: "usr_sam", role: "support" };

/** A shipper's own hand. */
export function shipperActor(name: string): Actor {
  return { userId: `usr_${name}`, role: "shipper", agentId: `shr_${name}` };
}

/** A driver's own hand. */
export function driverActor(name: string): Actor {
  return { userId: `usr_${name}`, role: "driver", agentId: `drv_${name}` };
}

/** Somewhere around Kericho, within a morning's drive. */
export function drawPlace(luck: Luck): Position {
  return { lat: -0.37 + luck.between(0, 40) / 100, lng: 35.28 + luck.between(0, 40) / 100 };
}

/** A truck; most of them carry most loads. */
export function drawTruck(name: string, luck: Luck): Pick<DriverProfile, "vehicle" | "licence"> {
  const type = luck.chance(0.94) ? "box" : "reefer";
  const capacityKg = luck.pick([10_000, 10_000, 7_000]);
  return {
    vehicle: { plate: `K ${name}`, type, capacityKg, yearBuilt: 2022 },
    licence: { number: "DL-1", expiresOn: "2099-12-31" },
  };
}

/** What somebody who bids by hand shows of himself. */
export function bidderProfile({ vehicle }: Pick<DriverProfile, "vehicle">): BidderProfile {
  const { type, capacityKg, yearBuilt } = vehicle;
  return { vehicle: { type, capacityKg, yearBuilt }, rating: 0, similar: 0 };
}
