import { assert } from "@msafara/kernel";
import type { Bid } from "./bid.ts";

/** A share or a score: 10,000 is the whole. */
export type TenThousandths = number;

const WHOLE = 10_000;
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
 * Why a bid did not win is costly to find out, so a long list may have only its first few explained.
 */
export function rankBids(
  bids: readonly Bid[],
  standards: Standards,
  explained = bids.length,
): readonly RankedBid[] {
  const { price, time, reliability, experience, vehicle } = standards.weights;
  assert(price + time + reliability + experience + vehicle === WHOLE, "weights are shares of one");
  const ranked = scoreAll(bids, standards).toSorted(before);
  return ranked.map((it, i) => {
    const toWin = i < explained ? toWinOf(it, ranked, standards) : {};
    return { ...it, rank: i + 1, toWin };
  });
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
  const { price, time, reliability, experience, vehicle } = weights;
  const sum =
    parts.price * price +
    parts.time * time +
    parts.reliability * reliability +
    parts.experience * experience +
    parts.vehicle * vehicle;
  return Math.round(sum / WHOLE);
}

/** A promise to arrive before anybody can is worth no more than the fastest that is possible. */
function minutesOf({ estimatedMinutes }: Bid, { minutesMin }: Standards): number {
  return Math.max(estimatedMinutes, minutesMin);
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function rangeOf(values: readonly number[]): Range {
  return { min: Math.min(...values), max: Math.max(...values) };
}

/** 1 for the smallest, 0 for the greatest; where all are equal each is the smallest (R6). */
function partOf(value: number, { min, max }: Range): TenThousandths {
  return max === min ? WHOLE : WHOLE - Math.round(((value - min) * WHOLE) / (max - min));
}

/** U99. */
function vehiclePart(age: number): TenThousandths {
  if (age < 5) return WHOLE;
  return age < 10 ? 7_000 : 5_000;
}

function before(one: Scored, other: Scored): number {
  if (one.score !== other.score) return other.score - one.score;
  if (one.bid.at !== other.bid.at) return one.bid.at - other.bid.at;
  return one.bid.bidId < other.bid.bidId ? -1 : 1;
}

/**
 * What would have won. A cheaper bid moves the others' parts too, so each candidate is ranked anew, and
 * the greatest that wins is found by halving: the cheaper a bid, the better it stands.
 */
function toWinOf({ bid }: Scored, ranked: readonly Scored[], standards: Standards): Counterfactual {
  if (ranked[0]?.bid === bid) return {};
  const others = ranked.map((it) => it.bid).filter((it) => it !== bid);
  const wins = (changed: Bid) => {
    const field = fieldOf([...others, changed], standards);
    const own = scored(changed, field);
    return others.every((other) => before(own, scored(other, field)) < 0);
  };
  const amount = greatestThat(bid.amount.amount, 1, (candidate) =>
    wins({ ...bid, amount: { ...bid.amount, amount: candidate } }),
  );
  const estimatedMinutes = greatestThat(bid.estimatedMinutes, standards.minutesMin, (candidate) =>
    wins({ ...bid, estimatedMinutes: candidate }),
  );
  return {
    ...(amount === undefined ? {} : { amount }),
    ...(estimatedMinutes === undefined ? {} : { estimatedMinutes }),
  };
}

/** The greatest value from `least` to below `value` that does, where smaller ones do it better. */
function greatestThat(
  value: number,
  least: number,
  does: (candidate: number) => boolean,
): number | undefined {
  if (value <= least || !does(least)) return undefined;
  let [good, bad] = [least, value];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (does(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
