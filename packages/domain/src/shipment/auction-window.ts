import type { MarketPolicy } from "./market-policy.ts";
import type { ShipmentRequest } from "./shipment-request.ts";

/** How long bids are taken: what was asked for, within what the market allows (U139). */
export function auctionWindowMs(
  { bidding }: Pick<ShipmentRequest, "bidding">,
  {
    windowSecondsMin,
    windowSecondsMax,
  }: Pick<MarketPolicy, "windowSecondsMin" | "windowSecondsMax">,
): number {
  const seconds = Math.min(Math.max(bidding.windowSeconds, windowSecondsMin), windowSecondsMax);
  return seconds * 1_000;
}
