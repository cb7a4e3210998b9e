import type { Instant } from "@msafara/kernel";
import { awardByPolicy } from "./award-by-policy.ts";
import { seekOn } from "./call-wave.ts";
import { evolveShipment } from "./evolve-shipment.ts";
import { expiry } from "./expire-shipment.ts";
import { type Awarding, type Market, marketOf, type Shipment, standingBids } from "./shipment.ts";
import type { AwardFailure, ShipmentEvent } from "./shipment-event.ts";

/**
 * Undoes an award that came to nothing, and goes on with what is left: the next bid if the shipper
 * lets us choose, else the ranked list. Where the money was the reason, nobody is chosen for him:
 * one driver after the other would be called for nothing.
 */
export function failAward(
  shipment: Awarding,
  { failure, now }: { readonly failure: AwardFailure; readonly now: Instant },
): readonly ShipmentEvent[] {
  const { bidId, driverId } = shipment.award;
  const failed: ShipmentEvent = { type: "award.failed", bidId, driverId, failure };
  const market = marketOf(evolveShipment(shipment, failed));
  const isBroke = failure.why === "hold-refused" && standingBids(market).length > 0;
  if (isBroke && now < market.terms.decideBy) return [failed];
  return [failed, ...goOn(market, now)];
}

/** A driver took his yes back before he heard of the booking: it never was one. */
export function undoBooking(
  shipment: Shipment & { readonly phase: "booked" },
  { why, now }: { readonly why: string; readonly now: Instant },
): readonly ShipmentEvent[] {
  const { bidId, driverId, tripId } = shipment.booking;
  const undone: ShipmentEvent = { type: "booking.undone", bidId, driverId, tripId, why };
  return [undone, ...goOn(marketOf(evolveShipment(shipment, undone)), now)];
}

function goOn(market: Market, now: Instant): readonly ShipmentEvent[] {
  if (now >= market.terms.decideBy) return [expiry(market, "nothing-decided")];
  if (standingBids(market).length === 0) return seekOn(market, { now, why: "bids-fell-away" });
  return awardByPolicy(market, now);
}
