import type { Instant } from "@msafara/kernel";
import { rankBids, type RankedBid, type Standards } from "../bid/rank-bids.ts";
import { type Market, standingBids, type Terms } from "./shipment.ts";

const MINUTES_PER_HOUR = 60;
const M_PER_KM = 1_000;

interface Ranked {
  readonly terms: Terms;
  readonly distanceM: number;
  readonly year: number;
  readonly explained: number;
  readonly ranking: readonly RankedBid[];
}

/** A shipment's row and what its shipper hears show one list of the same bids, which is ranked once. */
const known = new WeakMap<Market["bids"], Ranked>();

/** The bids that stand, best first, by the weights of the shipment; the first few say what would have won. */
export function rankStanding(
  market: Market,
  { now, explained }: { readonly now: Instant; readonly explained: number },
): readonly RankedBid[] {
  const { terms, request, bids } = market;
  const { distanceM } = request;
  const asked = { terms, distanceM, year: new Date(now).getUTCFullYear(), explained };
  const last = known.get(bids);
  if (last !== undefined && isSame(last, asked)) return last.ranking;
  const ranking = rankBids(standingBids(market), standardsOf(asked), explained);
  known.set(bids, { ...asked, ranking });
  return ranking;
}

type Asked = Omit<Ranked, "ranking">;

function isSame(one: Asked, other: Asked): boolean {
  const isLike = one.terms === other.terms && one.distanceM === other.distanceM;
  return isLike && one.year === other.year && one.explained === other.explained;
}

function standardsOf({ terms, distanceM, year }: Asked): Standards {
  const { weights, meanOnTimeBp, kmPerHourMax } = terms.policy;
  const hours = distanceM / M_PER_KM / kmPerHourMax;
  const minutesMin = Math.max(1, Math.ceil(hours * MINUTES_PER_HOUR));
  return { weights, meanOnTimeBp, year, minutesMin };
}
