import type { Id } from "@msafara/kernel";
import { dealingOf, type Driver } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { LoadOffer } from "./driver-message.ts";
import { type MarketNow, weighLoad } from "./weigh-load.ts";

/** More than this many open things no driver means; the rest waits for a later wave. */
const DEALINGS_MAX = 50;

/** What the agent needs to answer a request. */
export interface ConsiderRequest extends MarketNow {
  readonly offer: LoadOffer;
  readonly mint: <Kind extends string>(kind: Kind) => Id<Kind>;
}

/** Bids on a load within the mandate, leaves it to the driver's human, or passes and says why (U73, U74). */
export function considerRequest(
  driver: Driver,
  { offer, mint, ...market }: ConsiderRequest,
): readonly DriverEvent[] {
  const { shipmentId, closesAt, cargo } = offer;
  const isKnown = driver.commitments.some((it) => it.shipmentId === shipmentId);
  if (isKnown || dealingOf(driver, shipmentId) !== undefined) return [];
  if (market.now >= closesAt) return [];
  if (driver.dealings.length >= DEALINGS_MAX) {
    return [{ type: "request.passed", shipmentId, why: "busy" }];
  }
  const weighed = weighLoad(driver, offer, market);
  if ("why" in weighed) return [{ type: "request.passed", shipmentId, why: weighed.why }];

  const { price, estimatedMinutes } = weighed;
  if (price === undefined || !isMandated(driver, price.amount)) {
    return [{ type: "request.noted", shipmentId, closesAt, ...weighed }];
  }
  const similar = driver.record.carried[cargo.vehicleType] ?? 0;
  const bidId = mint("bid");
  return [{ type: "bid.submitted", shipmentId, bidId, amount: price, estimatedMinutes, similar }];
}

function isMandated({ policy }: Driver, amount: number): boolean {
  return policy.autoBid && (policy.bidMax === undefined || amount <= policy.bidMax.amount);
}
