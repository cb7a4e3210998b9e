import { NEVER } from "../graph/never.ts";
import type { Path } from "../search/path.ts";
import type { Cch } from "./build-cch.ts";
import type { Metric } from "./customise.ts";
import { unpack } from "./unpack.ts";

const NO_EDGE = -1;
const NOWHERE = -1;

/** Where a way may begin or end, and what is paid there already. */
export interface Seed {
  readonly node: number;
  readonly cost: number;
}

/** From any of these to any of those. */
export interface Question {
  readonly from: readonly Seed[];
  readonly to: readonly Seed[];
}

/** Asks one hierarchy, on any metric of it. Holds scratch paper, clean between questions: one a thread will do. */
export interface Query {
  /** The least cost, or `NEVER`. */
  readonly costOf: (metric: Metric, question: Question) => number;
  /** The way itself; nothing, if there is none. */
  readonly pathOf: (metric: Metric, question: Question) => Path | undefined;
}

/** What one direction of a search knows; all costs are `NEVER` between questions. */
interface Side {
  readonly cost: Int32Array;
  /** The edge by which a rank was reached; it holds only for what the last question reached. */
  readonly edge: Int32Array;
  /** The ranks that this side can meet, the lowest first; it grows with the most seeds that were ever asked about. */
  line: Int32Array;
  size: number;
  /** Where the slots of its direction begin. */
  readonly base: number;
}

interface Meeting {
  readonly rank: number;
  readonly cost: number;
}

/** Opens a place to ask from: both ends climb their lines to the root and meet at the best rank on both. */
export function openQuery(cch: Cch): Query {
  const up = openSide(cch, 0);
  const down = openSide(cch, cch.edgeCount);

  const meet = (metric: Metric, { from, to }: Question): Meeting => {
    seed(cch, up, from);
    seed(cch, down, to);
    return climb(cch, metric.slot, [up, down]);
  };

  return {
    costOf: (metric, question) => meet(metric, question).cost,
    pathOf: (metric, question) => {
      const { rank, cost } = meet(metric, question);
      if (rank === NOWHERE) return undefined;
      const slots = [
        ...climbed(up, rank, cch.upTail).toReversed(),
        ...climbed(down, rank, cch.upTail),
      ];
      return { cost, arcs: unpack(cch, metric, slots) };
    },
  };
}

function openSide({ nodeCount, heightMax }: Cch, base: number): Side {
  return {
    cost: new Int32Array(nodeCount).fill(NEVER),
    edge: new Int32Array(nodeCount),
    line: new Int32Array(heightMax),
    size: 0,
    base,
  };
}

function seed(cch: Cch, side: Side, seeds: readonly Seed[]): void {
  for (const { node, cost } of seeds) {
    const rank = cch.rank[node]!;
    if (cost >= side.cost[rank]!) continue;
    side.cost[rank] = cost;
    side.edge[rank] = NO_EDGE;
  }
  const ranks = seeds.map(({ node }) => cch.rank[node]!);
  const longest = Math.min(cch.nodeCount, ranks.length * cch.heightMax);
  if (side.line.length < longest) side.line = new Int32Array(longest);
  side.size = lineOf(cch.parent, ranks, side.line);
}

/** Lists the ranks on the lines from these to the root, each once, the lowest first. */
function lineOf(parent: Int32Array, ranks: number[], line: Int32Array): number {
  let size = 0;
  if (ranks.length === 1) {
    for (let rank = ranks[0]!; rank >= 0; rank = parent[rank]!) line[size++] = rank;
    return size;
  }
  for (;;) {
    let lowest = Infinity;
    for (const rank of ranks) if (rank >= 0 && rank < lowest) lowest = rank;
    if (lowest === Infinity) return size;
    line[size++] = lowest;
    for (let i = 0; i < ranks.length; i++) if (ranks[i] === lowest) ranks[i] = parent[lowest]!;
  }
}

/** Merges both lines, lowest rank first. What costs as much as a way already found leads nowhere. */
function climb(cch: Cch, slot: Int32Array, [up, down]: readonly [Side, Side]): Meeting {
  let best = NEVER;
  let rank = NOWHERE;
  let [i, j] = [0, 0];
  while (i < up.size || j < down.size) {
    const a = i < up.size ? up.line[i]! : cch.nodeCount;
    const b = j < down.size ? down.line[j]! : cch.nodeCount;
    if (a === b && up.cost[a]! + down.cost[a]! < best) {
      best = up.cost[a]! + down.cost[a]!;
      rank = a;
    }
    if (a <= b) {
      relax(cch, slot, { side: up, rank: a, best });
      i++;
    }
    if (b <= a) {
      relax(cch, slot, { side: down, rank: b, best });
      j++;
    }
  }
  return { rank, cost: best };
}

/** Offers the cost of a rank to all above it, and wipes it from the paper. */
function relax(
  { firstUp, upHead }: Cch,
  slot: Int32Array,
  { side, rank, best }: { readonly side: Side; readonly rank: number; readonly best: number },
): void {
  const { cost, edge, base } = side;
  const paid = cost[rank]!;
  cost[rank] = NEVER;
  if (paid >= best) return;
  const end = firstUp[rank + 1]!;
  for (let e = firstUp[rank]!; e < end; e++) {
    const found = paid + slot[base + e]!;
    const head = upHead[e]!;
    if (found >= cost[head]!) continue;
    cost[head] = found;
    edge[head] = e;
  }
}

/** The slots between a rank and the seed it was reached from, in the order in which one climbs down. */
function climbed({ edge, base }: Side, from: number, upTail: Uint32Array): number[] {
  const slots: number[] = [];
  for (let rank = from; edge[rank]! >= 0; rank = upTail[edge[rank]!]!)
    slots.push(base + edge[rank]!);
  return slots;
}
