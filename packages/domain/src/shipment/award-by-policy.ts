import type { Instant } from "@msafara/kernel";
import type { RankedBid } from "../bid/rank-bids.ts";
import { rankStanding } from "./rank-standing.ts";
import type { AwardedBy, Market } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

/** What the shipper wants done without being asked: the posted price paid, the best bid taken. */
export function awardByPolicy(market: Market, now: Instant): readonly ShipmentEvent[] {
  const posted = awardPosted(market, now);
  if (posted.length > 0 || !market.request.bidding.autoAward) return posted;
  const ranking = rankStanding(market, { now, explained: 0 });
  const best = ranking.find((it) => isWithinBudget(market, it));
  return best === undefined ? [] : [selection(market, { ranked: best, by: "policy", now })];
}

/** A bid at or below the posted price is a deal, while the auction is still open, too. */
export function awardPosted(market: Market, now: Instant): readonly ShipmentEvent[] {
  const { bookNow } = market.request;
  if (bookNow === undefined) return [];
  const ranking = rankStanding(market, { now, explained: 0 });
  const posted = ranking.find(({ bid }) => bid.amount.amount <= bookNow.amount);
  return posted === undefined ? [] : [selection(market, { ranked: posted, by: "book-now", now })];
}

/** The choice of a bid, with the weights that were used (U94). */
export function selection(
  { terms }: Market,
  {
    ranked,
    by,
    now,
  }: { readonly ranked: RankedBid; readonly by: AwardedBy; readonly now: Instant },
): ShipmentEvent {
  const { bid, rank, score } = ranked;
  const { bidId, driverId, amount } = bid;
  const { weights, answerMs } = terms.policy;
  const choice = { bidId, driverId, amount, by, rank, score, weights };
  return { type: "bid.selected", choice, answerBy: now + answerMs };
}

/** Nobody spends without a limit, or above it, without asking whose money it is. */
function isWithinBudget({ request }: Market, { bid }: RankedBid): boolean {
  return request.budget !== undefined && bid.amount.amount <= request.budget.amount;
}
