import type { Id, Instant, Money } from "@msafara/kernel";
import type { VehicleType } from "../shipment/shipment-request.ts";

/** A truck as far as a bid shows it. */
export interface BidVehicle {
  readonly type: VehicleType;
  readonly capacityKg: number;
  readonly yearBuilt: number;
}

/** What is known of a bidder when he bids; shares are in ten-thousandths. */
export interface BidderRecord {
  readonly orgId?: Id<"org">;
  readonly vehicle: BidVehicle;
  readonly ratingBp: number;
  /** Deliveries on time; absent for a newcomer, of whom nothing is known. */
  readonly onTimeBp?: number;
  /** Shipments like this one that he has carried. */
  readonly similar: number;
}

/** A sealed bid. */
export interface Bid {
  readonly bidId: Id<"bid">;
  readonly driverId: Id<"drv">;
  readonly amount: Money;
  readonly estimatedMinutes: number;
  readonly note?: string;
  readonly bidder: BidderRecord;
  readonly at: Instant;
}
