import type { Id, Instant, Money, Position } from "@msafara/kernel";
import type { RankedBid } from "../bid/rank-bids.ts";
import type { Bid } from "../bid/bid.ts";
import type { Consequence } from "../consequence.ts";
import { rankStanding } from "./rank-standing.ts";
import { bookingOf, isOnMarket, type Shipment, standingBids } from "./shipment.ts";
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

/** A row of the view `shipments`, by shipment. */
export type ShipmentRow = {
  readonly shipmentId: Id<"shp">;
  readonly reference: string;
  readonly shipperId: Id<"shr">;
  readonly orgId: Id<"org"> | null;
  readonly status: ShipmentStatus;
  readonly phase: string;
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
  /** The whole of what was asked for, its budget included: for its shipper's eyes. */
  readonly request: ShipmentRequest;
  readonly ranking: readonly RankedRow[];
  readonly driverId: Id<"drv"> | null;
  readonly tripId: Id<"trp"> | null;
  readonly bidId: Id<"bid"> | null;
  readonly amount: Money | null;
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
  readonly status: BidStatus;
  readonly amount: Money;
  readonly estimatedMinutes: number;
  readonly note: string | null;
  readonly at: Instant;
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
    request,
    ...truckOf(shipment),
    requestedAt: terms.requestedAt,
    decideBy: terms.decideBy,
    changedAt: now,
  };
  return { view: "shipments", key: shipmentId, row };
}

/** A bid as its driver finds it again, and its shipper once it stands in the list. */
export function bidRow(shipmentId: Id<"shp">, bid: Bid, status: BidStatus): Consequence {
  const { bidId, driverId, amount, estimatedMinutes, note = null, at } = bid;
  const row: BidRow = { bidId, shipmentId, driverId, status, amount, estimatedMinutes, note, at };
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
  const ranked = rankStanding(shipment, { now, explained: 0 });
  return {
    closesAt: shipment.phase === "bidding" ? shipment.closesAt : null,
    wave: shipment.wave,
    bids: standingBids(shipment).length,
    ranking: ranked.slice(0, TOP_BIDS).map(rankedRow),
  };
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
): Pick<ShipmentRow, "driverId" | "tripId" | "bidId" | "amount"> {
  const booking = bookingOf(shipment);
  if (booking === undefined) return { driverId: null, tripId: null, bidId: null, amount: null };
  const { driverId, tripId, bidId, amount } = booking;
  return { driverId, tripId, bidId, amount };
}
