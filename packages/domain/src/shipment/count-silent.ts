import type { Market } from "./shipment.ts";

/** How many were asked and neither bid nor passed (R6). */
export function countSilent({ asked, bids }: Pick<Market, "asked" | "bids">): number {
  const bidders = new Set(bids.map(({ driverId }) => driverId));
  const silent = asked.filter((it) => it.passed === undefined && !bidders.has(it.driverId));
  return silent.length;
}
