import { assert } from "@msafara/kernel";
import type { Bid } from "./bid.ts";
import { type Contest, greatestThatWins } from "./greatest-that-wins.ts";
import { partOf, type Range, rangeOf, scoreFrom, type TenThousandths, WHOLE } from "./part-of.ts";

export type { TenThousandths };

const SIMILAR_MAX = 100;

/** What a market counts how much (U94); the five add up to the whole. */
export interface Weights {
  readonly price: TenThousandths;
  readonly time: TenThousandths;
  readonly reliability: TenThousandths;
  readonly experience: TenThousandths;
  readonly vehicle: TenThousandths;
}

/** As the source has them. */
export const WEIGHTS: Weights = {
  price: 3_000,
  time: 3_000,
  reliability: 2_000,
  experience: 1_000,
  vehicle: 1_000,
};

/** What a bid gets for each thing that counts. */
export type Parts = Weights;

/** The smallest change of one thing of a bid that would have put it first; absent where nothing would. */
export interface Counterfactual {
  readonly amount?: number;
  readonly estimatedMinutes?: number;
}

/** A bid in its place, and why it stands there. */
export interface RankedBid {
  readonly bid: Bid;
  readonly rank: number;
  readonly score: TenThousandths;
  readonly parts: Parts;
  readonly toWin: Counterfactual;
}

/** What the market looks like to whoever ranks. */
export interface Standards {
  readonly weights: Weights;
  /** What a newcomer's reliability is taken for (R6). */
  readonly meanOnTimeBp: TenThousandths;
  readonly year: number;
  /** Nobody drives faster than this, whatever he says (R26). */
  readonly minutesMin: number;
}

/**
 * Ranks bids of one currency, the best first. Equal scores: the earlier commit, then the id (R26).
 * A long list may have only its first few told what would have won.
 */
export function rankBids(
  bids: readonly Bid[],
  standards: Standards,
  explained = bids.length,
): readonly RankedBid[] {
  const { price, time, reliability, experience, vehicle } = standards.weights;
  assert(price + time + reliability + experience + vehicle === WHOLE, "weights are shares of one");
  const ranked = scoreAll(bids, standards).toSorted(before);
  const toWin = explained > 1 ? explainerOf(ranked, standards) : () => ({});
  return ranked.map((it, place) => ({
    ...it,
    rank: place + 1,
    toWin: place > 0 && place < explained ? toWin(place) : {},
  }));
}

type Scored = Omit<RankedBid, "rank" | "toWin">;

function scoreAll(bids: readonly Bid[], standards: Standards): readonly Scored[] {
  const [first] = bids;
  const isOneCurrency = bids.every((bid) => bid.amount.currency === first?.amount.currency);
  assert(isOneCurrency, "bids of one load are in one currency");
  const field = fieldOf(bids, standards);
  return bids.map((bid) => scored(bid, field));
}

/** What a single bid is measured against. */
interface Field {
  readonly amounts: Range;
  readonly minutes: Range;
  readonly standards: Standards;
}

function fieldOf(bids: readonly Bid[], standards: Standards): Field {
  return {
    amounts: rangeOf(bids.map(({ amount }) => amount.amount)),
    minutes: rangeOf(bids.map((bid) => minutesOf(bid, standards))),
    standards,
  };
}

function scored(bid: Bid, { amounts, minutes, standards }: Field): Scored {
  const { onTimeBp = standards.meanOnTimeBp, similar, vehicle } = bid.bidder;
  const parts = {
    price: partOf(bid.amount.amount, amounts),
    time: partOf(minutesOf(bid, standards), minutes),
    reliability: onTimeBp,
    experience: (Math.min(similar, SIMILAR_MAX) * WHOLE) / SIMILAR_MAX,
    vehicle: vehiclePart(standards.year - vehicle.yearBuilt),
  };
  return { bid, parts, score: scoreOf(parts, standards.weights) };
}

function scoreOf(parts: Parts, weights: Weights): TenThousandths {
  return scoreFrom(weigh(parts, weights));
}

function weigh(parts: Parts, weights: Weights): number {
  const { price, time, reliability, experience, vehicle } = weights;
  return (
    parts.price * price +
    parts.time * time +
    parts.reliability * reliability +
    parts.experience * experience +
    parts.vehicle * vehicle
  );
}

/** A promise to arrive before anybody can is worth no more than the fastest that is possible. */
function minutesOf({ estimatedMinutes }: Bid, { minutesMin }: Standards): number {
  return Math.max(estimatedMinutes, minutesMin);
}

/** U99. */
function vehiclePart(age: number): TenThousandths {
  if (age < 5) return WHOLE;
  return age < 10 ? 7_000 : 5_000;
}

function before(one: Scored, other: Scored): number {
  return other.score - one.score || (isEarlier(one.bid, other.bid) ? -1 : 1);
}

function isEarlier(one: Bid, other: Bid): boolean {
  return one.at === other.at ? one.bidId < other.bidId : one.at < other.at;
}

/** What would have won, for each place but the first: its price, or its minutes, with all else as it is. */
function explainerOf(
  ranked: readonly Scored[],
  standards: Standards,
): (place: number) => Counterfactual {
  const { weights, minutesMin } = standards;
  const sums = ranked.map(({ parts }) => weigh(parts, weights));
  const contestOf = (thing: "price" | "time", values: readonly number[]): Contest => ({
    values,
    weight: weights[thing],
    rests: ranked.map(({ parts }, i) => sums[i]! - parts[thing] * weights[thing]),
    isFirst: (one, other) => isEarlier(ranked[one]!.bid, ranked[other]!.bid),
  });
  const prices = contestOf(
    "price",
    ranked.map(({ bid }) => bid.amount.amount),
  );
  const times = contestOf(
    "time",
    ranked.map(({ bid }) => minutesOf(bid, standards)),
  );
  return (place) => {
    const amount = greatestThatWins(prices, { place, least: 1 });
    const estimatedMinutes = greatestThatWins(times, { place, least: minutesMin });
    return {
      ...(amount === undefined ? {} : { amount }),
      ...(estimatedMinutes === undefined ? {} : { estimatedMinutes }),
    };
  };
}
