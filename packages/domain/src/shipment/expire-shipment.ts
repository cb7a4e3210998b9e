import type { Instant } from "@msafara/kernel";
import { countSilent } from "./count-silent.ts";
import { priceHint } from "./price-hint.ts";
import { type ExpiredWhy, type Market, type Shipment, standingBids } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

/** Ends a shipment whose shipper chose nobody while there was time. */
export function expireShipment(shipment: Shipment, now: Instant): readonly ShipmentEvent[] {
  if (shipment.phase !== "ranked" || now < shipment.terms.decideBy) return [];
  return [expiry(shipment, "nothing-decided")];
}

/** The end of a shipment on the market, with advice for the next time. */
export function expiry(market: Market, why: ExpiredWhy): ShipmentEvent {
  const lost = standingBids(market);
  // Once the bids are closed, those who said nothing have been counted.
  const silent = why === "nothing-decided" ? 0 : countSilent(market);
  return { type: "shipment.expired", why, hint: priceHint(market), lost, silent };
}
