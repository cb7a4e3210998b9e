import type { Id, Money } from "@msafara/kernel";
import type { Actor } from "../access/actor.ts";
import type { BookingConfirmed } from "../shipment/shipment-says.ts";
import type { ShipmentStatus, ShipperPhase } from "../shipment/status-of.ts";

/** What a shipper's agent may do by itself. */
export interface ShipperPolicy {
  /** Award the first-ranked bid when bids close, within the limits below. */
  readonly autoAward: boolean;
  /** No single award may cost more. */
  readonly ceiling?: Money;
  /** Nor may all that is booked and not yet completed, together. */
  readonly openMax?: Money;
}

/** What a shipper begins with: a person awards. */
export const SHIPPER_POLICY: ShipperPolicy = { autoAward: false };

/** A shipment as far as its shipper's agent follows it. */
export interface FollowedShipment {
  readonly shipmentId: Id<"shp">;
  readonly status: ShipmentStatus;
  readonly phase: ShipperPhase;
  /** What it was booked for. */
  readonly amount?: Money;
}

/** One shipper. Shipments that are over are the platform's to remember. */
export interface Shipper {
  readonly shipperId: Id<"shr">;
  readonly orgId?: Id<"org">;
  readonly policy: ShipperPolicy;
  readonly shipments: readonly FollowedShipment[];
}

/** Everything that a shipper's agent understands. */
export type ShipperMessage =
  | { readonly type: "set-policy"; readonly by: Actor; readonly policy: Partial<ShipperPolicy> }
  | {
      readonly type: "shipment.status_changed";
      readonly shipmentId: Id<"shp">;
      readonly status: ShipmentStatus;
      /** As the platform reckons it; without it the status must do. */
      readonly phase?: ShipperPhase;
    }
  | BookingConfirmed;

/** Every type of message that a shipper's agent knows, for its role. */
export const SHIPPER_MESSAGES = [
  "set-policy",
  "shipment.status_changed",
  "booking.confirmed",
] as const satisfies readonly ShipperMessage["type"][];

/** What can happen to a shipper. */
export type ShipperEvent =
  | { readonly type: "policy.set"; readonly policy: ShipperPolicy; readonly orgId?: Id<"org"> }
  | {
      readonly type: "shipment.followed";
      readonly shipmentId: Id<"shp">;
      readonly status: ShipmentStatus;
      readonly phase: ShipperPhase;
    }
  | { readonly type: "shipment.priced"; readonly shipmentId: Id<"shp">; readonly amount: Money }
  | {
      readonly type: "shipment.over";
      readonly shipmentId: Id<"shp">;
      readonly status: ShipmentStatus;
    };

/** A shipper of whom nothing is known yet. */
export function noShipper(shipperId: Id<"shr">): Shipper {
  return { shipperId, policy: SHIPPER_POLICY, shipments: [] };
}
