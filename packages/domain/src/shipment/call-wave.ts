import type { Instant } from "@msafara/kernel";
import { auctionWindowMs } from "./auction-window.ts";
import { expiry } from "./expire-shipment.ts";
import { type ExpiredWhy, type Market, marketOf, type Shipment, standingBids } from "./shipment.ts";
import type { EventOf, ShipmentEvent } from "./shipment-event.ts";

/** Asks the roster for the next wave, wider than the last. */
export function callWave({ wave, request, terms }: Market, now: Instant): EventOf<"wave.called"> {
  const radiusM = terms.policy.radiiM[wave] ?? 0;
  const until = now + auctionWindowMs(request, terms.policy);
  return { type: "wave.called", wave: wave + 1, radiusM, until };
}

/**
 * Where everybody asked has passed, the next wave is called at once. The last one keeps its time all
 * the same, since the load is on the open market, too.
 */
export function callWaveInVain(shipment: Shipment, now: Instant): readonly ShipmentEvent[] {
  if (shipment.phase !== "bidding" || !hasWave(shipment, now)) return [];
  const isInVain =
    standingBids(shipment).length === 0 &&
    shipment.asked.every(({ passed }) => passed !== undefined);
  return isInVain ? [callWave(marketOf(shipment), now)] : [];
}

/** What is left to do when no bid stands: another wave, or the end. */
export function seekOn(
  market: Market,
  { now, why }: { readonly now: Instant; readonly why: ExpiredWhy },
): readonly ShipmentEvent[] {
  return [hasWave(market, now) ? callWave(market, now) : expiry(market, why)];
}

function hasWave({ wave, terms }: Market, now: Instant): boolean {
  return wave < terms.policy.radiiM.length && now < terms.decideBy;
}
