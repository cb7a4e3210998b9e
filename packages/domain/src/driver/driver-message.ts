import type { Id, Instant, Money, Position } from "@msafara/kernel";
import type { Actor } from "../access/actor.ts";
import type { Pins } from "../shipment/draw-pins.ts";
import type { ProgressStep } from "../shipment/shipment-message.ts";
import type { ShipmentRequest } from "../shipment/shipment-request.ts";
import type { Driver, DriverAward, DriverPolicy, DriverProfile } from "./driver.ts";

/** What people ask of a driver's agent. */
export type DriverCommand =
  | ({
      readonly type: "set-profile";
      readonly by: Actor;
      /** Set with it, or neither is. */
      readonly policy?: Partial<DriverPolicy>;
      /** The shipper whose account is the driver's, too; the edge knows. */
      readonly shipperId?: Id<"shr">;
    } & Omit<DriverProfile, "orgId" | "shipperId">)
  | { readonly type: "set-policy"; readonly by: Actor; readonly policy: Partial<DriverPolicy> }
  | {
      readonly type: "set-availability";
      readonly by: Actor;
      readonly available: boolean;
      readonly position?: Position;
    }
  | {
      readonly type: "set-standing";
      readonly by: Actor;
      readonly standing: Driver["standing"];
      readonly reason: string;
    }
  | {
      readonly type: "answer-award";
      readonly by: Actor;
      readonly shipmentId: Id<"shp">;
      /** Which bid is meant, where one of the same driver came before it; else whichever waits. */
      readonly bidId?: Id<"bid">;
      readonly accept: boolean;
    }
  | {
      readonly type: "progress-trip";
      readonly by: Actor;
      readonly tripId: Id<"trp">;
      readonly step: ProgressStep;
      readonly at: Instant;
      readonly position?: Position;
      readonly evidence?: readonly Id<"doc">[];
      readonly pin?: string;
    };

/** What of a load may change while drivers look at it, as far as they see it. */
export type ShownChange = Pick<ShipmentRequest, "budget" | "bookNow">;

type Bidden = { readonly shipmentId: Id<"shp">; readonly bidId: Id<"bid"> };

/** A load that is offered, as a driver may see it. */
export type LoadOffer = Pick<
  ShipmentRequest,
  "pickup" | "delivery" | "stops" | "cargo" | "serviceLevel" | "distanceM" | "budget" | "bookNow"
> & {
  readonly shipmentId: Id<"shp">;
  readonly wave: number;
  readonly closesAt: Instant;
  readonly currency: string;
  /** The way there, empty. */
  readonly approachM: number;
};

/** What the platform tells a driver's agent. */
export type DriverMail =
  | ({ readonly type: "shipment.requested" } & LoadOffer)
  | ({ readonly type: "request.changed"; readonly shipmentId: Id<"shp"> } & ShownChange)
  | ({ readonly type: "bid.turned-away"; readonly why: string } & Bidden)
  | ({ readonly type: "bid.lost" } & Bidden)
  | ({ readonly type: "bid.selected" } & DriverAward)
  | ({ readonly type: "commitment.released"; readonly why: string } & Bidden)
  | ({
      readonly type: "booking.confirmed";
      readonly tripId: Id<"trp">;
      readonly driverId: Id<"drv">;
      readonly amount: Money;
      readonly pins?: Pins;
    } & Bidden)
  | { readonly type: "driver.rated"; readonly shipmentId: Id<"shp">; readonly stars: number };

/** What a driver's own timers say. */
export type DriverTimer =
  | { readonly type: "request.rang"; readonly shipmentId: Id<"shp"> }
  | {
      readonly type: "answer.rang";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly answerBy: Instant;
    }
  | { readonly type: "set-out.rang"; readonly tripId: Id<"trp"> };

/** Whatever reaches a driver's agent. */
export type DriverMessage = DriverCommand | DriverMail | DriverTimer;

/** Every type of message that a driver's agent knows, for its role. */
export const DRIVER_MESSAGES = [
  "set-profile",
  "set-policy",
  "set-availability",
  "set-standing",
  "answer-award",
  "progress-trip",
  "shipment.requested",
  "request.changed",
  "bid.turned-away",
  "bid.lost",
  "bid.selected",
  "commitment.released",
  "booking.confirmed",
  "driver.rated",
  "request.rang",
  "answer.rang",
  "set-out.rang",
] as const satisfies readonly DriverMessage["type"][];
