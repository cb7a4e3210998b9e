import type { Cch } from "../cch/build-cch.ts";
import { NEVER } from "../graph/never.ts";
import { costUpTo } from "../route/cost-up-to.ts";
import { alongOneArc, questionOf } from "../route/find-way.ts";
import type { Roads } from "../route/roads.ts";
import type { Tariff } from "../route/tariff.ts";
import type { Phantom, Spot } from "../snap/phantom.ts";
import type { WaySums } from "./way-sums.ts";

/** From each to each, row by row; `NEVER` in both where no way leads. */
export interface CostTable {
  readonly distanceCm: Int32Array;
  readonly durationDs: Int32Array;
}

/** Where the ways between many places come from: the tariff they are best on, and what its slots add up to. */
export interface TableAsked {
  readonly tariff: Tariff;
  readonly sums: WaySums;
  readonly from: readonly Phantom[];
  readonly to: readonly Phantom[];
}

/** How far and how long each best way is. Every place climbs once, with all ends of its road together. */
export function costTable(roads: Roads, asked: TableAsked): CostTable {
  const { from, to } = asked;
  const climb = openClimb(roads.cch, asked);
  const down = to.map((place) => climb(seedsOf(roads, asked, place).to, roads.cch.edgeCount));
  const distanceCm = new Int32Array(from.length * to.length).fill(NEVER);
  const durationDs = distanceCm.slice();
  for (const [row, start] of from.entries()) {
    const up = climb(seedsOf(roads, asked, start).from, 0);
    for (const [column, end] of to.entries()) {
      const at = row * to.length + column;
      const over = meet(up, down[column]!);
      const found = alongRoad(roads, asked, { start, end, cost: over?.cost ?? NEVER }) ?? over;
      if (found === undefined) continue;
      distanceCm[at] = found.distanceCm;
      durationDs[at] = found.durationDs;
    }
  }
  return { distanceCm, durationDs };
}

interface Paid {
  readonly cost: number;
  readonly distanceCm: number;
  readonly durationDs: number;
}

interface PaidSeed extends Paid {
  readonly node: number;
}

/** What is left to drive of the road one starts on, and what is driven of the road one ends on. */
function seedsOf(roads: Roads, { tariff, sums: { clock } }: TableAsked, place: Phantom) {
  const { graph } = roads;
  const upTo = ({ arc, alongCm }: Spot) =>
    costUpTo(clock.along(arc), { alongCm, lengthCm: graph.lengthCm[arc]! });
  const waitAt = ({ arc, alongCm }: Spot) =>
    alongCm === graph.lengthCm[arc]! ? clock.atEnd(arc) : 0;
  const { from, to } = questionOf(roads, tariff, { from: place, to: place });
  return {
    from: from.map(({ node, cost, spot }): PaidSeed => {
      const distanceCm = graph.lengthCm[spot.arc]! - spot.alongCm;
      const wholeDs = clock.along(spot.arc) + clock.atEnd(spot.arc);
      return { node, cost, distanceCm, durationDs: wholeDs - upTo(spot) };
    }),
    to: to.map(({ node, cost, spot }): PaidSeed => {
      return { node, cost, distanceCm: spot.alongCm, durationDs: upTo(spot) + waitAt(spot) };
    }),
  };
}

/** A place on the same road, farther along, which no junction knows of. */
function alongRoad(
  roads: Roads,
  { tariff, sums }: TableAsked,
  { start, end, cost }: { readonly start: Phantom; readonly end: Phantom; readonly cost: number },
): Paid | undefined {
  if (!start.spots.some(({ arc }) => end.spots.some((other) => other.arc === arc)))
    return undefined;
  const way = alongOneArc(roads, tariff, { from: start, to: end });
  const [piece] = way?.pieces ?? [];
  if (way === undefined || piece === undefined || way.cost > cost) return undefined;
  const alongDs = sums.clock.along(piece.arc);
  const lengthCm = roads.graph.lengthCm[piece.arc]!;
  const upTo = (alongCm: number) => costUpTo(alongDs, { alongCm, lengthCm });
  const distanceCm = piece.toCm - piece.fromCm;
  return { cost: way.cost, distanceCm, durationDs: upTo(piece.toCm) - upTo(piece.fromCm) };
}

/** What a place pays at each rank from its root down to one of its ends, by depth. */
interface Chain {
  readonly rank: Int32Array;
  readonly cost: Int32Array;
  readonly distanceCm: Int32Array;
  readonly durationDs: Int32Array;
}

type Paper = Omit<Chain, "rank">;

function openPaper(nodeCount: number): Paper {
  return {
    cost: new Int32Array(nodeCount).fill(NEVER),
    distanceCm: new Int32Array(nodeCount),
    durationDs: new Int32Array(nodeCount),
  };
}

/**
 * The best rank on a chain of each. What two chains share reaches from the root down to where they part, at equal
 * depths: a pair is one run over two arrays. Most ends of one road part from another place at the same rank.
 */
function meet(up: readonly Chain[], down: readonly Chain[]): Paid | undefined {
  let least = NEVER;
  let found: Paid | undefined;
  let [lastRank, lastShared] = [-1, 0];
  for (const one of up) {
    for (const other of down) {
      const shared = sharedBy(one.rank, other.rank);
      if (shared === 0 || (shared === lastShared && one.rank[shared - 1] === lastRank)) continue;
      [lastRank, lastShared] = [one.rank[shared - 1]!, shared];
      const best = bestOf(one.cost, other.cost, { shared, least });
      if (best < 0) continue;
      least = one.cost[best]! + other.cost[best]!;
      const distanceCm = one.distanceCm[best]! + other.distanceCm[best]!;
      found = {
        cost: least,
        distanceCm,
        durationDs: one.durationDs[best]! + other.durationDs[best]!,
      };
    }
  }
  return found;
}

/** Where the least sum stands, if it is less than what was found; else -1. */
function bestOf(
  one: Int32Array,
  other: Int32Array,
  { shared, least }: { readonly shared: number; readonly least: number },
): number {
  let best = -1;
  let found = least;
  for (let i = 0; i < shared; i++) {
    const sum = one[i]! + other[i]!;
    if (sum >= found) continue;
    found = sum;
    best = i;
  }
  return best;
}

/** How many ranks two chains share: once they have parted they stay apart. */
function sharedBy(one: Int32Array, other: Int32Array): number {
  let low = 0;
  let high = Math.min(one.length, other.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (one[middle] === other[middle]) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Climbs from seeds to their roots by one direction of the edges: `base` is where its slots begin. */
function openClimb(cch: Cch, { tariff, sums }: TableAsked) {
  const paper = openPaper(cch.nodeCount);
  const seen = new Uint8Array(cch.nodeCount);
  const { slot } = tariff.metric;

  function offer(rank: number, base: number): void {
    const paid = paper.cost[rank]!;
    for (let e = cch.firstUp[rank]!; e < cch.firstUp[rank + 1]!; e++) {
      const head = cch.upHead[e]!;
      const found = paid + slot[base + e]!;
      if (found >= paper.cost[head]!) continue;
      paper.cost[head] = found;
      paper.distanceCm[head] = paper.distanceCm[rank]! + sums.distanceCm[base + e]!;
      paper.durationDs[head] = paper.durationDs[rank]! + sums.durationDs[base + e]!;
    }
  }

  return (seeds: readonly PaidSeed[], base: number): readonly Chain[] => {
    for (const { node, cost, distanceCm, durationDs } of seeds) {
      const rank = cch.rank[node]!;
      if (cost >= paper.cost[rank]!) continue;
      paper.cost[rank] = cost;
      paper.distanceCm[rank] = distanceCm;
      paper.durationDs[rank] = durationDs;
    }
    const above = ranksAbove(cch, seen, seeds);
    for (const rank of above) if (paper.cost[rank]! < NEVER) offer(rank, base);
    const ends = new Set(seeds.map(({ node }) => cch.rank[node]!));
    const chains = [...ends].map((end) => chainTo(cch, paper, end));
    for (const rank of above) paper.cost[rank] = NEVER;
    return chains;
  };
}

function chainTo(cch: Cch, paper: Paper, end: number): Chain {
  const rank = new Int32Array(cch.depth[end]! + 1);
  for (let at = end; at >= 0; at = cch.parent[at]!) rank[cch.depth[at]!] = at;
  return {
    rank,
    cost: rank.map((at) => paper.cost[at]!),
    distanceCm: rank.map((at) => paper.distanceCm[at]!),
    durationDs: rank.map((at) => paper.durationDs[at]!),
  };
}

/** All ranks on the lines from seeds to their roots, each once, the lowest first. */
function ranksAbove(cch: Cch, seen: Uint8Array, seeds: readonly PaidSeed[]): Int32Array {
  const ranks: number[] = [];
  for (const { node } of seeds) {
    for (let at = cch.rank[node]!; at >= 0 && seen[at] === 0; at = cch.parent[at]!) {
      seen[at] = 1;
      ranks.push(at);
    }
  }
  for (const rank of ranks) seen[rank] = 0;
  return Int32Array.from(ranks).toSorted();
}
