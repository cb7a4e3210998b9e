import type { Instant } from "@msafara/kernel";
import { rankBids, type RankedBid, type Standards } from "../bid/rank-bids.ts";
import { type Market, standingBids } from "./shipment.ts";

const MINUTES_PER_HOUR = 60;
const M_PER_KM = 1_000;

/** The bids that stand, best first, by the weights of the shipment; the first few say what would have won. */
export function rankStanding(
  market: Market,
  { now, explained }: { readonly now: Instant; readonly explained: number },
): readonly RankedBid[] {
  return rankBids(standingBids(market), standardsOf(market, now), explained);
}

function standardsOf({ request, terms }: Market, now: Instant): Standards {
  const { weights, meanOnTimeBp, kmPerHourMax } = terms.policy;
  const hours = request.distanceM / M_PER_KM / kmPerHourMax;
  const minutesMin = Math.max(1, Math.ceil(hours * MINUTES_PER_HOUR));
  return { weights, meanOnTimeBp, year: new Date(now).getUTCFullYear(), minutesMin };
}
