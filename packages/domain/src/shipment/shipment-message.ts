import type { Id, Instant, Money, Position } from "@msafara/kernel";
import type { Actor } from "../access/actor.ts";
import type { BidVehicle } from "../bid/bid.ts";
import type { TenThousandths } from "../bid/rank-bids.ts";
import type { Bidding, ShipmentRequest, VehicleType } from "./shipment-request.ts";

/** What a driver shows of himself with a bid; shares are in ten-thousandths. */
export interface BidderProfile {
  readonly orgId?: Id<"org">;
  /** The shipper that he is, too; nobody bids on his own load (R24). */
  readonly shipperId?: Id<"shr">;
  readonly vehicle: BidVehicle;
  readonly rating: TenThousandths;
  /** Absent for a newcomer. */
  readonly onTimeBp?: TenThousandths;
  readonly similar: number;
  /** Said where a person bids; an agent has looked at it himself. */
  readonly licenceUntil?: Instant;
}

/** Somebody the roster found for a wave. */
export interface AskedCandidate extends Omit<BidderProfile, "shipperId" | "licenceUntil"> {
  readonly driverId: Id<"drv">;
  readonly distanceM: number;
}

/** Somebody the roster did not ask, and why. */
export interface PassedOver {
  readonly driverId: Id<"drv">;
  readonly why: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What the effect `find-drivers` is told. */
export interface FindDrivers {
  readonly shipmentId: Id<"shp">;
  readonly wave: number;
  readonly near: Position;
  readonly radiusM: number;
  readonly vehicleType: VehicleType;
  readonly weightKg: number;
  readonly hazardous: boolean;
  readonly temperatureC?: { readonly min: number; readonly max: number };
  readonly currency: string;
  readonly shipperId: Id<"shr">;
  readonly orgId?: Id<"org">;
  readonly already: readonly Id<"drv">[];
  readonly limit: number;
}

/** What may be changed once drivers were asked: nothing that they reckoned with. */
export interface ShipmentChange {
  readonly budget?: Money;
  readonly bookNow?: Money;
  readonly bidding?: Partial<Pick<Bidding, "autoAward">>;
}

/** What a truck reports from the road. */
export type ProgressStep =
  | "arrived-pickup"
  | "loaded"
  | "departed"
  | "arrived-delivery"
  | "unloaded"
  | "delivered";

/** Why no bid was taken. */
export type TurnedAwayWhy =
  | "load-not-open"
  | "bid-late"
  | "own-load"
  | "bid-exists"
  | "vehicle-unfit"
  | "too-heavy"
  | "wrong-currency"
  | "driver-suspended"
  | "licence-expired"
  | "load-full";

/** What a person asks of a shipment. */
export type ShipmentCommand =
  | {
      readonly type: "request-shipment";
      readonly by: Actor;
      readonly request: ShipmentRequest;
      /** How the shipper stands, as the edge read it. */
      readonly account: "active" | "suspended";
    }
  | { readonly type: "change-shipment"; readonly by: Actor; readonly change: ShipmentChange }
  | { readonly type: "cancel-shipment"; readonly by: Actor; readonly reason: string }
  | {
      readonly type: "submit-bid";
      readonly by: Actor;
      readonly driverId: Id<"drv">;
      readonly amount: Money;
      readonly estimatedMinutes: number;
      readonly note?: string;
      readonly profile: BidderProfile;
      readonly standing: "good" | "suspended";
    }
  | { readonly type: "withdraw-bid"; readonly by: Actor; readonly bidId: Id<"bid"> }
  | { readonly type: "award-bid"; readonly by: Actor; readonly bidId: Id<"bid"> }
  | { readonly type: "confirm-delivery"; readonly by: Actor };

/** What other agents, effects and timers tell a shipment. None of it is ever refused. */
export type ShipmentMail =
  | {
      readonly type: "find-drivers.done";
      readonly result: {
        readonly wave: number;
        readonly asked: readonly AskedCandidate[];
        readonly passedOver: readonly PassedOver[];
      };
    }
  | { readonly type: "find-drivers.failed"; readonly reason: string }
  | {
      readonly type: "bid.submitted";
      readonly bidId: Id<"bid">;
      readonly driverId: Id<"drv">;
      readonly amount: Money;
      readonly estimatedMinutes: number;
      readonly by: "policy";
      readonly profile: BidderProfile;
      readonly standing: "good" | "suspended";
    }
  | { readonly type: "request.passed"; readonly driverId: Id<"drv">; readonly why: string }
  | {
      readonly type: "commitment.made";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly driverId: Id<"drv">;
      readonly tripId: Id<"trp">;
    }
  | {
      readonly type: "commitment.declined";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly driverId: Id<"drv">;
      /** The trip that a yes had begun, where a yes is taken back. */
      readonly tripId?: Id<"trp">;
      readonly why: string;
    }
  | { readonly type: "payment.held"; readonly shipmentId: Id<"shp">; readonly bidId: Id<"bid"> }
  | {
      readonly type: "payment.refused";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly why: string;
    }
  | { readonly type: "payment.released"; readonly shipmentId: Id<"shp">; readonly bidId: Id<"bid"> }
  | {
      readonly type: "trip.progressed";
      readonly shipmentId: Id<"shp">;
      readonly tripId: Id<"trp">;
      readonly driverId: Id<"drv">;
      readonly step: ProgressStep;
      readonly at: Instant;
      readonly position?: Position;
    }
  | { readonly type: "dispute.opened"; readonly shipmentId: Id<"shp">; readonly caseId: Id<"cse"> }
  | {
      readonly type: "dispute.closed";
      readonly shipmentId: Id<"shp">;
      readonly caseId: Id<"cse">;
      /** What goes back to the shipper; the rest, or all of it, is the driver's. */
      readonly refund?: Money;
    }
  | { readonly type: "close.rang"; readonly wave: number }
  | { readonly type: "decide.rang" }
  | { readonly type: "answer.rang"; readonly bidId: Id<"bid"> }
  | { readonly type: "patience.rang"; readonly bidId: Id<"bid"> }
  | { readonly type: "confirm.rang" };

/** Whatever reaches a shipment. */
export type ShipmentMessage = ShipmentCommand | ShipmentMail;

/** Every type of message that a shipment knows, for its role. */
export const SHIPMENT_MESSAGES = [
  "request-shipment",
  "change-shipment",
  "cancel-shipment",
  "submit-bid",
  "withdraw-bid",
  "award-bid",
  "confirm-delivery",
  "find-drivers.done",
  "find-drivers.failed",
  "bid.submitted",
  "request.passed",
  "commitment.made",
  "commitment.declined",
  "payment.held",
  "payment.refused",
  "payment.released",
  "trip.progressed",
  "dispute.opened",
  "dispute.closed",
  "close.rang",
  "decide.rang",
  "answer.rang",
  "patience.rang",
  "confirm.rang",
] as const satisfies readonly ShipmentMessage["type"][];
