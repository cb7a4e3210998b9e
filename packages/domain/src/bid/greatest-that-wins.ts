import { partOf, type Range, rangeOf, scoreFrom, WHOLE } from "./part-of.ts";

/** A bound is exact but for a rounding of its own, so the rule itself is asked so many times around it. */
const STEPS_MAX = 4;

/** One thing that bids offer, and all that they have besides. */
export interface Contest {
  /** What each offers of it: the smaller, the better. */
  readonly values: readonly number[];
  /** What each has of everything else, by its weights. */
  readonly rests: readonly number[];
  readonly weight: number;
  /** Whether one stands before another where their scores are equal. */
  readonly isFirst: (one: number, other: number) => boolean;
}

/** Whose offer might be another: from `least` on, and smaller than it is. */
export interface Contender {
  readonly place: number;
  readonly least: number;
}

/**
 * The greatest offer that would have won. The smaller an offer, the better it stands, also where it is
 * the one that others are measured by: below all others', among them and above them the rule can be
 * solved for the offer, one rival at a time, so nothing is tried out but the last unit.
 */
export function greatestThatWins(
  contest: Contest,
  { place, least }: Contender,
): number | undefined {
  const { values, weight } = contest;
  const most = values[place]! - 1;
  if (weight === 0 || most < least) return undefined;
  const others = rangeOf(values.filter((_, i) => i !== place));
  const duel: Duel = { contest, place, others, ...leadOf(contest, place) };
  const zones = [
    { from: others.max + 1, to: Number.POSITIVE_INFINITY, bound: boundAbove },
    { from: others.min, to: others.max, bound: boundWithin },
    { from: Number.NEGATIVE_INFINITY, to: others.min - 1, bound: boundBelow },
  ];
  for (const { from, to, bound } of zones) {
    const [low, high] = [Math.max(from, least), Math.min(to, most)];
    const found = low > high ? undefined : greatestIn(duel, { low, high, guess: bound(duel) });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One against all others, and what he has if his offer is worth nothing, and if it is worth everything. */
interface Duel {
  readonly contest: Contest;
  readonly place: number;
  /** What the others offer. */
  readonly others: Range;
  readonly lowest: number;
  readonly highest: number;
}

function leadOf({ rests, weight }: Contest, place: number) {
  const rest = rests[place]!;
  return { lowest: scoreFrom(rest), highest: scoreFrom(rest + WHOLE * weight) };
}

interface Zone {
  readonly low: number;
  readonly high: number;
  readonly guess: number;
}

function greatestIn(duel: Duel, { low, high, guess }: Zone): number | undefined {
  let value = Math.min(high, Math.floor(guess) + 2);
  for (let i = 0; i < STEPS_MAX && value >= low; i++) {
    if (wins(duel, value)) return value;
    value -= 1;
  }
  return undefined;
}

/** The rule of the ranking, for one offer that is another. */
function wins({ contest, place, others }: Duel, value: number): boolean {
  const { values, rests, weight, isFirst } = contest;
  const range = { min: Math.min(value, others.min), max: Math.max(value, others.max) };
  const own = scoreFrom(rests[place]! + partOf(value, range) * weight);
  return values.every((rival, i) => {
    if (i === place) return true;
    const score = scoreFrom(rests[i]! + partOf(rival, range) * weight);
    return score < own || (score === own && isFirst(place, i));
  });
}

/** He offers the worst: his part is nothing, and the worse his offer, the more are the others' worth. */
function boundAbove(duel: Duel): number {
  const { min } = duel.others;
  return smallest(duel, (i, value) => {
    const lack = lackOf(duel, i, duel.lowest);
    return lack <= 0
      ? Number.POSITIVE_INFINITY
      : min + ((value - min) * 2 * WHOLE) / (2 * lack - 1);
  });
}

/** He is among the others, who have what they have; the best of them says what he needs. */
function boundWithin({ contest, place, others }: Duel): number {
  const { values, rests, weight, isFirst } = contest;
  let needed = 0;
  for (const [i, value] of values.entries()) {
    if (i === place) continue;
    const score = scoreFrom(rests[i]! + partOf(value, others) * weight);
    needed = Math.max(needed, isFirst(place, i) ? score : score + 1);
  }
  const part = Math.ceil((needed * WHOLE - WHOLE / 2 - rests[place]!) / weight);
  if (part > WHOLE) return Number.NEGATIVE_INFINITY;
  return others.min + ((2 * (WHOLE - part) + 1) * (others.max - others.min)) / (2 * WHOLE);
}

/** He offers the best: his part is the whole, and the better his offer, the less are the others' worth. */
function boundBelow(duel: Duel): number {
  const { max } = duel.others;
  return smallest(duel, (i, value) => {
    const lack = lackOf(duel, i, duel.highest);
    if (lack <= 0) return Number.POSITIVE_INFINITY;
    if (lack > WHOLE) return Number.NEGATIVE_INFINITY;
    return max - ((max - value) * 2 * WHOLE) / (2 * (WHOLE - lack) + 1);
  });
}

/** How much of the whole a rival's part must lack for him to stand behind. */
function lackOf({ contest, place }: Duel, rival: number, own: number): number {
  const { rests, weight, isFirst } = contest;
  const most = isFirst(place, rival) ? own : own - 1;
  const part = Math.ceil(((most + 0.5) * WHOLE - rests[rival]!) / weight) - 1;
  return WHOLE - part;
}

function smallest(
  { contest, place }: Duel,
  boundOf: (rival: number, value: number) => number,
): number {
  let bound = Number.POSITIVE_INFINITY;
  for (const [i, value] of contest.values.entries()) {
    if (i !== place) bound = Math.min(bound, boundOf(i, value));
  }
  return bound;
}
