import { assert, type Id, type Instant, type Money, type Position } from "@msafara/kernel";
import type { Bid } from "../bid/bid.ts";
import type { TenThousandths, Weights } from "../bid/rank-bids.ts";
import type { Pins } from "./draw-pins.ts";
import type { MarketPolicy } from "./market-policy.ts";
import type { PriceHint } from "./price-hint.ts";
import type { ShipmentRequest } from "./shipment-request.ts";

/** What was agreed when the shipment was asked for, and does not change under it. */
export interface Terms {
  readonly currency: string;
  readonly requestedAt: Instant;
  /** Whatever is not decided by then expires. */
  readonly decideBy: Instant;
  readonly policy: MarketPolicy;
}

/** What a shipment is as long as it lives. */
export interface Consignment {
  readonly shipmentId: Id<"shp">;
  readonly request: ShipmentRequest;
  readonly terms: Terms;
  /** Trips that were given back. One that was never counts again, however late it is told once more. */
  readonly releasedTrips: readonly Id<"trp">[];
}

/** A driver who was asked, and what he made of it. */
export interface AskedDriver {
  readonly driverId: Id<"drv">;
  readonly wave: number;
  readonly distanceM: number;
  /** Why he passed, if he did. */
  readonly passed?: string;
}

/** A bid while the shipment is on the market; only one that stands can be chosen. */
export interface MarketBid extends Bid {
  readonly standing: "stands" | "withdrawn" | "fell-away";
}

/** A shipment that looks for its truck. */
export interface Market extends Consignment {
  /** 0 before the first wave. */
  readonly wave: number;
  readonly asked: readonly AskedDriver[];
  readonly bids: readonly MarketBid[];
}

/** Who chose: a person, the shipper's policy, or the price that was posted. */
export type AwardedBy = "shipper" | "policy" | "book-now";

/** A bid that was chosen, and by which weights (U94). */
export interface Choice {
  readonly bidId: Id<"bid">;
  readonly driverId: Id<"drv">;
  readonly amount: Money;
  readonly by: AwardedBy;
  readonly rank: number;
  readonly score: TenThousandths;
  readonly weights: Weights;
}

/** An award on its way: first the driver answers, then the money. */
export type Award = Choice &
  (
    | { readonly step: "answer"; readonly answerBy: Instant }
    | { readonly step: "hold"; readonly tripId: Id<"trp">; readonly isOverdue: boolean }
  );

/** A truck that comes, and money that waits. */
export interface Booking {
  readonly bidId: Id<"bid">;
  readonly driverId: Id<"drv">;
  readonly tripId: Id<"trp">;
  readonly amount: Money;
  readonly at: Instant;
  /** What cancelling costs, as it was shown with the booking. */
  readonly cancelFee: { readonly booked: Money; readonly atPickup: Money };
  /** For whoever hands the cargo over, and whoever takes it; never for the driver's eyes. */
  readonly pins?: Pins;
}

/** The states of a truck on the job, in their order. */
export const CARRIAGE = [
  "booked",
  "at-pickup",
  "loading",
  "in-transit",
  "at-delivery",
  "unloading",
  "delivered",
] as const;
export type CarriagePhase = (typeof CARRIAGE)[number];

/** Why nothing came of a shipment. */
export type ExpiredWhy = "nobody-bid" | "bids-fell-away" | "nothing-decided";

/** One shipment's whole life. What a phase does not have cannot be written down in it. */
export type Shipment =
  | { readonly phase: "new" }
  | (Market & { readonly phase: "requested" })
  /** Nobody was promised an auction that ends before `promisedUntil`; 0 when nobody was promised any. */
  | (Market & { readonly phase: "broadcasting"; readonly promisedUntil: Instant })
  | (Market & { readonly phase: "bidding"; readonly closesAt: Instant })
  | (Market & { readonly phase: "ranked" })
  | (Market & { readonly phase: "awarding"; readonly award: Award })
  | (Consignment & {
      readonly phase: "booked";
      readonly booking: Booking;
      /** Where it goes on if the driver took his yes back before he heard of the booking. */
      readonly left: MarketLeft;
    })
  | Carried
  | (Consignment & {
      readonly phase: "delivered";
      readonly booking: Booking;
      readonly confirmed: boolean;
    })
  | (Consignment & {
      readonly phase: "disputed";
      readonly booking: Booking;
      readonly caseId: Id<"cse">;
    })
  | (Consignment & { readonly phase: "completed"; readonly booking: Booking })
  | (Consignment & { readonly phase: "cancelled"; readonly booking?: Booking })
  | (Consignment & {
      readonly phase: "expired";
      readonly why: ExpiredWhy;
      readonly hint?: PriceHint;
    });

/** What a booking leaves of the market. */
export type MarketLeft = Pick<Market, "wave" | "asked" | "bids">;

/** On the job. */
export type Carried = Consignment & {
  readonly phase: Exclude<CarriagePhase, "booked" | "delivered">;
  readonly booking: Booking;
  readonly position?: Position;
};

/** The name of a shipment's state. */
export type ShipmentPhase = Shipment["phase"];

/** A shipment on the market, in one of its phases. */
export type OnMarket = Extract<Shipment, Market>;

/** One that is being awarded. */
export type Awarding = Extract<Shipment, { readonly phase: "awarding" }>;

/** A shipment that nobody has asked for yet. */
export const NO_SHIPMENT: Shipment = { phase: "new" };

/** Whether a shipment looks for its truck. */
export function isOnMarket(shipment: Shipment): shipment is OnMarket {
  return "bids" in shipment;
}

/** The shipment as the market has it, without what only its phase knows. */
export function marketOf(shipment: Shipment): Market {
  assert(isOnMarket(shipment), "only a shipment on the market has bids");
  const { wave, asked, bids } = shipment;
  return { ...consignmentOf(shipment), wave, asked, bids };
}

/** What a shipment is whatever its phase. */
export function consignmentOf(shipment: Shipment): Consignment {
  assert(shipment.phase !== "new", "a shipment was asked for before anything happened to it");
  const { shipmentId, request, terms, releasedTrips } = shipment;
  return { shipmentId, request, terms, releasedTrips };
}

/** The booking, once there was one. */
export function bookingOf(shipment: Shipment): Booking | undefined {
  return "booking" in shipment ? shipment.booking : undefined;
}

/** The bids that can still be chosen. */
export function standingBids({ bids }: Market): readonly MarketBid[] {
  return bids.filter(({ standing }) => standing === "stands");
}
