import type { Id, Instant } from "@msafara/kernel";
import type { ShipperPhase } from "../shipment/status-of.ts";
import type { FollowedShipment, Shipper, ShipperPolicy } from "./shipper.ts";
import { shipperPhase } from "./shipper-phase.ts";

/** A row of the view `shippers`, by shipper. */
export type ShipperRow = {
  readonly shipperId: Id<"shr">;
  readonly orgId: Id<"org"> | null;
  readonly phase: ShipperPhase;
  readonly policy: ShipperPolicy;
  readonly shipments: readonly FollowedShipment[];
  readonly changedAt: Instant;
};

/** The row of the view `shippers`; the edge reads its policy when a shipment is asked for. */
export function shipperRow(shipper: Shipper, now: Instant): ShipperRow {
  const { shipperId, orgId = null, policy, shipments } = shipper;
  return { shipperId, orgId, phase: shipperPhase(shipper), policy, shipments, changedAt: now };
}
