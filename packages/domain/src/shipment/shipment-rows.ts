import type { Id, Instant, Money, Position } from "@msafara/kernel";
import type { RankedBid, Weights } from "../bid/rank-bids.ts";
import type { Bid, BidVehicle } from "../bid/bid.ts";
import type { Consequence } from "../consequence.ts";
import type { Pins } from "./draw-pins.ts";
import type { PriceHint } from "./price-hint.ts";
import { rankStanding } from "./rank-standing.ts";
import {
  bookingOf,
  isOnMarket,
  type Shipment,
  type ShipmentPhase,
  standingBids,
} from "./shipment.ts";
import type { ShipmentRequest, Stop, VehicleType } from "./shipment-request.ts";
import { type ShipmentStatus, statusOf } from "./status-of.ts";

/** So many bids a shipper compares (U140). */
export const TOP_BIDS = 5;

/** A bid in the list that its shipper compares; nobody else sees it. */
export interface RankedRow extends Pick<RankedBid, "rank" | "score" | "parts"> {
  readonly bidId: Id<"bid">;
  readonly driverId: Id<"drv">;
  readonly amount: Money;
  readonly estimatedMinutes: number;
}

/** A bid in its place as the view keeps it: with what its shipper compares besides, and what would have won. */
export interface StandingRow extends RankedRow, Pick<RankedBid, "toWin"> {
  readonly vehicle: BidVehicle;
  /** 0 for a newcomer: nobody has rated him. */
  readonly ratingBp: number;
}

/** A row of the view `shipments`, by shipment. */
export type ShipmentRow = {
  readonly shipmentId: Id<"shp">;
  readonly reference: string;
  readonly shipperId: Id<"shr">;
  readonly orgId: Id<"org"> | null;
  readonly status: ShipmentStatus;
  readonly phase: Exclude<ShipmentPhase, "new">;
  readonly biddingOpen: boolean;
  readonly closesAt: Instant | null;
  readonly decideBy: Instant;
  readonly wave: number;
  readonly bids: number;
  readonly vehicleType: VehicleType;
  readonly weightKg: number;
  readonly hazardous: boolean;
  readonly pickup: Position;
  readonly pickupFrom: Instant;
  readonly pickupTo: Instant;
  readonly delivery: Position;
  readonly deliveryTo: Instant;
  readonly distanceM: number;
  readonly currency: string;
  readonly bookNow: Money | null;
  /**
   * The whole of what was asked for, its budget included: for its shipper's eyes. While a truck is on the
   * job the PINs that were drawn for it are with it.
   */
  readonly request: ShipmentRequest & { readonly pins?: Pins };
  readonly ranking: readonly StandingRow[];
  /** What its auction counts how much. */
  readonly weights: Weights;
  /** Where it stops; they take part in it. */
  readonly facilityIds: readonly Id<"fac">[];
  /** Advice that goes with an expiry. */
  readonly priceHint: PriceHint | null;
  readonly driverId: Id<"drv"> | null;
  readonly tripId: Id<"trp"> | null;
  readonly bidId: Id<"bid"> | null;
  readonly amount: Money | null;
  readonly bookedAt: Instant | null;
  readonly requestedAt: Instant;
  readonly changedAt: Instant;
};

/** What became of a bid. */
export type BidStatus = "submitted" | "selected" | "won" | "lost" | "withdrawn" | "fell-away";

/** A row of the view `bids`, by bid. */
export type BidRow = {
  readonly bidId: Id<"bid">;
  readonly shipmentId: Id<"shp">;
  readonly driverId: Id<"drv">;
  /** The fleet in whose name it was made. */
  readonly orgId: Id<"org"> | null;
  /** To whom it was made. */
  readonly shipperId: Id<"shr">;
  readonly status: BidStatus;
  readonly amount: Money;
  readonly estimatedMinutes: number;
  readonly note: string | null;
  /** Until when a driver who was chosen has to answer. */
  readonly answerBy: Instant | null;
  /** The work that came of it. */
  readonly tripId: Id<"trp"> | null;
  readonly at: Instant;
  readonly changedAt: Instant;
};

/** A row of the view `asks`, by shipment and driver. */
export type AskRow = {
  readonly shipmentId: Id<"shp">;
  readonly driverId: Id<"drv">;
  readonly wave: number;
  readonly outcome: "asked" | "passed" | "passed-over";
  readonly why: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
};

/** The shipment as lists and searches find it. */
export function shipmentRow(
  shipment: Exclude<Shipment, { readonly phase: "new" }>,
  now: Instant,
): Consequence {
  const { shipmentId, request, terms, phase } = shipment;
  const { status, biddingOpen } = statusOf(shipment);
  const { vehicleType, weightKg, hazardous } = request.cargo;
  const row: ShipmentRow = {
    shipmentId,
    reference: request.reference,
    shipperId: request.shipperId,
    orgId: request.orgId ?? null,
    status,
    phase,
    biddingOpen,
    ...auctionOf(shipment, now),
    vehicleType,
    weightKg,
    hazardous,
    ...placesOf(request.pickup, request.delivery),
    distanceM: request.distanceM,
    currency: terms.currency,
    bookNow: request.bookNow ?? null,
    request: { ...request, ...pinsOf(shipment) },
    weights: terms.policy.weights,
    facilityIds: facilitiesOf(request),
    priceHint: hintOf(shipment),
    ...truckOf(shipment),
    requestedAt: terms.requestedAt,
    decideBy: terms.decideBy,
    changedAt: now,
  };
  return { view: "shipments", key: shipmentId, row };
}

/** What stands around a bid when its row is written. */
export interface BidAround {
  readonly shipmentId: Id<"shp">;
  readonly shipperId: Id<"shr">;
  readonly now: Instant;
  readonly answerBy?: Instant;
  readonly tripId?: Id<"trp">;
}

/** A bid as its driver finds it again, and its shipper once it stands in the list. */
export function bidRow(bid: Bid, status: BidStatus, around: BidAround): Consequence {
  const { bidId, driverId, amount, estimatedMinutes, note = null, at, bidder } = bid;
  const { shipmentId, shipperId, now, answerBy = null, tripId = null } = around;
  const row: BidRow = {
    bidId,
    shipmentId,
    driverId,
    orgId: bidder.orgId ?? null,
    shipperId,
    status,
    amount,
    estimatedMinutes,
    note,
    answerBy,
    tripId,
    at,
    changedAt: now,
  };
  return { view: "bids", key: bidId, row };
}

/** Who was asked or not, and why. */
export function askRow(row: AskRow): Consequence {
  return { view: "asks", key: `${row.shipmentId}:${row.driverId}`, row };
}

/** A bid in its place, as the wire has it. */
export function rankedRow({ bid, rank, score, parts }: RankedBid): RankedRow {
  const { bidId, driverId, amount, estimatedMinutes } = bid;
  return { bidId, driverId, amount, estimatedMinutes, rank, score, parts };
}

function auctionOf(
  shipment: Shipment,
  now: Instant,
): Pick<ShipmentRow, "closesAt" | "wave" | "bids" | "ranking"> {
  if (!isOnMarket(shipment)) return { closesAt: null, wave: 0, bids: 0, ranking: [] };
  const ranked = rankStanding(shipment, { now, explained: TOP_BIDS });
  return {
    closesAt: shipment.phase === "bidding" ? shipment.closesAt : null,
    wave: shipment.wave,
    bids: standingBids(shipment).length,
    ranking: ranked.slice(0, TOP_BIDS).map(standingRow),
  };
}

function standingRow(ranked: RankedBid): StandingRow {
  const { vehicle, ratingBp } = ranked.bid.bidder;
  return { ...rankedRow(ranked), toWin: ranked.toWin, vehicle, ratingBp };
}

function facilitiesOf({ pickup, stops, delivery }: ShipmentRequest): readonly Id<"fac">[] {
  const all = [pickup, ...stops, delivery].flatMap(({ facilityId }) => facilityId ?? []);
  return [...new Set(all)];
}

/** Nobody needs them any more once the cargo is there. */
function pinsOf(shipment: Shipment): { readonly pins?: Pins } {
  const { pins } = bookingOf(shipment) ?? {};
  const isOver = ["delivered", "disputed", "completed", "cancelled"].includes(shipment.phase);
  return pins === undefined || isOver ? {} : { pins };
}

function hintOf(shipment: Shipment): PriceHint | null {
  return shipment.phase === "expired" ? (shipment.hint ?? null) : null;
}

function placesOf(
  pickup: Stop,
  delivery: Stop,
): Pick<ShipmentRow, "pickup" | "pickupFrom" | "pickupTo" | "delivery" | "deliveryTo"> {
  return {
    pickup: pickup.position,
    pickupFrom: pickup.window.from,
    pickupTo: pickup.window.to,
    delivery: delivery.position,
    deliveryTo: delivery.window.to,
  };
}

function truckOf(
  shipment: Shipment,
): Pick<ShipmentRow, "driverId" | "tripId" | "bidId" | "amount" | "bookedAt"> {
  const booking = bookingOf(shipment);
  if (booking === undefined) {
    return { driverId: null, tripId: null, bidId: null, amount: null, bookedAt: null };
  }
  const { driverId, tripId, bidId, amount, at: bookedAt } = booking;
  return { driverId, tripId, bidId, amount, bookedAt };
}
