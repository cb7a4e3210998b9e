import { type Id, type Instant, type Money, refuse, type Refusal, toIso } from "@msafara/kernel";
import type { Bid } from "../bid/bid.ts";
import { awardPosted } from "./award-by-policy.ts";
import { evolveShipment } from "./evolve-shipment.ts";
import {
  bookingOf,
  isOnMarket,
  type Market,
  marketOf,
  type OnMarket,
  type Shipment,
  standingBids,
} from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";
import type { BidderProfile, TurnedAwayWhy } from "./shipment-message.ts";

/** A bid as it comes in, by a driver's hand or by his agent. */
export interface Offer {
  readonly now: Instant;
  readonly bidId: Id<"bid">;
  readonly driverId: Id<"drv">;
  readonly amount: Money;
  readonly estimatedMinutes: number;
  readonly note?: string;
  readonly profile: BidderProfile;
  readonly standing: "good" | "suspended";
}

/** Takes a sealed bid, and the whole deal where it meets a posted price. */
export function submitBid(
  shipment: Shipment,
  offer: Offer,
): readonly ShipmentEvent[] | Refusal<TurnedAwayWhy> {
  const closed = whyClosed(shipment, offer.now);
  if (closed !== undefined || !isOnMarket(shipment)) {
    return refuse(closed ?? "load-not-open", { phase: shipment.phase });
  }
  const unfit = whyUnfit(shipment, offer) ?? whyNotNow(shipment, offer);
  if (unfit !== undefined) return unfit;

  const submitted: ShipmentEvent = { type: "bid.submitted", bid: bidOf(offer) };
  return [submitted, ...awardPosted(marketOf(evolveShipment(shipment, submitted)), offer.now)];
}

/** The same by message: whoever cannot be refused is turned away, and what is known already is nothing new. */
export function hearBid(shipment: Shipment, offer: Offer): readonly ShipmentEvent[] {
  const { bidId, driverId } = offer;
  if (knows(shipment, bidId)) return [];
  const taken = submitBid(shipment, offer);
  if (!("refused" in taken)) return taken;
  return [{ type: "bid.turned-away", bidId, driverId, why: taken.refused }];
}

function knows(shipment: Shipment, bidId: Id<"bid">): boolean {
  if (!isOnMarket(shipment)) return bookingOf(shipment)?.bidId === bidId;
  return shipment.bids.some((bid) => bid.bidId === bidId);
}

function whyClosed(shipment: Shipment, now: Instant): TurnedAwayWhy | undefined {
  switch (shipment.phase) {
    case "broadcasting":
      return undefined;
    case "bidding":
      return now < shipment.closesAt ? undefined : "bid-late";
    case "ranked":
    case "awarding":
      return "bid-late";
    default:
      return "load-not-open";
  }
}

function whyUnfit({ request, terms }: Market, offer: Offer): Refusal<TurnedAwayWhy> | undefined {
  const { cargo } = request;
  const { vehicle } = offer.profile;
  if (offer.standing === "suspended") return refuse("driver-suspended");
  const lapsed = whyLapsed(offer);
  if (lapsed !== undefined) return lapsed;
  if (isOwnLoad(request, offer.profile)) return refuse("own-load");
  if (offer.amount.currency !== terms.currency) {
    return refuse("wrong-currency", { offered: offer.amount.currency, wanted: terms.currency });
  }
  if (vehicle.type !== cargo.vehicleType) {
    return refuse("vehicle-unfit", { has: vehicle.type, wanted: cargo.vehicleType });
  }
  if (vehicle.capacityKg < cargo.weightKg) {
    return refuse("too-heavy", { weightKg: cargo.weightKg, capacityKg: vehicle.capacityKg });
  }
  return undefined;
}

/** The roster asks nobody whose licence has ended, and nobody bids past it by hand. */
function whyLapsed({ now, profile }: Offer): Refusal<TurnedAwayWhy> | undefined {
  const { licenceUntil = Number.POSITIVE_INFINITY } = profile;
  if (licenceUntil > now) return undefined;
  // It ends with its last day.
  return refuse("licence-expired", { expiresOn: toIso(licenceUntil - 1).slice(0, 10) });
}

function whyNotNow(market: OnMarket, { driverId }: Offer): Refusal<TurnedAwayWhy> | undefined {
  const { bidsMax } = market.terms.policy;
  const standing = standingBids(market);
  const own = standing.find((bid) => bid.driverId === driverId);
  if (own !== undefined) return refuse("bid-exists", { bidId: own.bidId });
  return market.bids.length < bidsMax ? undefined : refuse("load-full", { bidsMax });
}

/** Nobody hauls for himself at a price that he makes (R24). */
function isOwnLoad(
  { shipperId, orgId }: Market["request"],
  profile: Pick<BidderProfile, "orgId" | "shipperId">,
): boolean {
  return profile.shipperId === shipperId || (orgId !== undefined && profile.orgId === orgId);
}

function bidOf({ now, bidId, driverId, amount, estimatedMinutes, note, profile }: Offer): Bid {
  const { orgId, vehicle, rating, onTimeBp, similar } = profile;
  return {
    bidId,
    driverId,
    amount,
    estimatedMinutes,
    ...(note === undefined ? {} : { note }),
    bidder: {
      ...(orgId === undefined ? {} : { orgId }),
      vehicle,
      ratingBp: rating,
      ...(onTimeBp === undefined ? {} : { onTimeBp }),
      similar,
    },
    at: now,
  };
}
