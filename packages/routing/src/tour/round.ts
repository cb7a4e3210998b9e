import type { LegCosts, RoundTrip } from "./round-trip.ts";

/** A round that is being worked on: its order, where each place stands in it, and how to take moves back. */
export interface Round {
  readonly size: number;
  readonly costs: Int32Array;
  readonly order: RoundTrip;
  /** Where in the order a place stands. */
  readonly at: Int32Array;
  /** Turned stretches since the last `keepMoves`, two ends each. */
  readonly moves: number[];
}

/** Takes up a round trip to work on; the trip itself stays as it is. */
export function openRound({ size, costs }: LegCosts, trip: RoundTrip): Round {
  const at = new Int32Array(size);
  for (let slot = 0; slot < size; slot++) at[trip[slot]!] = slot;
  return { size, costs, order: Int32Array.from(trip), at, moves: [] };
}

/** Along the order, or against it. */
export type Way = 1 | -1;

/** The place that comes next that way. */
export function step({ size, order, at }: Round, place: number, way: Way): number {
  const slot = at[place]! + way;
  if (slot === size) return order[0]!;
  return slot < 0 ? order[size - 1]! : order[slot]!;
}

/** A stretch of the round from `first` to `last`, and its neighbour at the first end. */
interface Stretch {
  readonly before: number;
  readonly first: number;
  readonly last: number;
}

/** Turns a stretch around, whichever way the round is being read just now. */
export function flip(round: Round, { before, first, last }: Stretch): void {
  if (first === last) return;
  const isAlong = step(round, first, -1) === before;
  const from = round.at[isAlong ? first : last]!;
  const to = round.at[isAlong ? last : first]!;
  round.moves.push(from, to);
  swapInwards(round, from, to);
}

/** Two stretches that follow each other, and the neighbour of the first. */
interface Stretches {
  readonly before: number;
  readonly first: readonly [number, number];
  readonly second: readonly [number, number];
}

/** Lets the second stretch come before the first; both keep their direction. */
export function swapStretches(round: Round, { before, first, second }: Stretches): void {
  flip(round, { before, first: first[0], last: second[1] });
  flip(round, { before, first: second[1], last: second[0] });
  flip(round, { before: second[1], first: first[1], last: first[0] });
}

/** Makes every turn since then final. */
export function keepMoves(round: Round): void {
  round.moves.length = 0;
}

/** Takes every turn since then back: a turn is its own opposite. */
export function undoMoves(round: Round): void {
  for (let move = round.moves.length - 2; move >= 0; move -= 2) {
    swapInwards(round, round.moves[move]!, round.moves[move + 1]!);
  }
  round.moves.length = 0;
}

/** On a round that costs the same both ways, turning the rest is the same move: the shorter one is turned. */
function swapInwards({ size, order, at }: Round, from: number, to: number): void {
  let left = from;
  let right = to;
  let length = right - left + 1;
  if (length <= 0) length += size;
  if (length * 2 > size) {
    [left, right] = [right + 1 === size ? 0 : right + 1, left === 0 ? size - 1 : left - 1];
    length = size - length;
  }
  for (let swaps = length >> 1; swaps > 0; swaps--) {
    const leftPlace = order[left]!;
    const rightPlace = order[right]!;
    order[left] = rightPlace;
    at[rightPlace] = left;
    order[right] = leftPlace;
    at[leftPlace] = right;
    left = left + 1 === size ? 0 : left + 1;
    right = right === 0 ? size - 1 : right - 1;
  }
}
