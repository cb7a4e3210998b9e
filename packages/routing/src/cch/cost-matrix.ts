import { NEVER } from "../graph/never.ts";
import type { Cch } from "./build-cch.ts";
import type { Metric } from "./customise.ts";

/** All ranks above some places, each behind the one above it. */
interface Tree {
  readonly ranks: Int32Array;
  /** Where in `ranks` the next above stands; -1 at a root. */
  readonly above: Int32Array;
  /** By rank of the map: one more than where it stands in `ranks`, and then scratch paper. */
  readonly paper: Int32Array;
}

/**
 * What places on one side of the matrix pay at each rank above them. Each has a lane, laid such that those below a
 * rank lie side by side: at rank i they are the lanes from `lane[i]`, paying `cost[first[i]]` up to `cost[first[i + 1]]`.
 */
interface Lanes {
  readonly first: Int32Array;
  readonly lane: Int32Array;
  readonly cost: Int32Array;
  /** The lane of each place. */
  readonly laneOf: Int32Array;
}

/**
 * What it costs from each of these to each of those, row by row, `NEVER` where there is no way. All places climb to
 * their roots together, so that what lies above many is read once, in runs over neighbouring numbers; then each rank
 * tells all pairs below it what a way over it costs.
 */
export function costMatrix(
  cch: Cch,
  metric: Metric,
  { from, to }: { readonly from: readonly number[]; readonly to: readonly number[] },
): Int32Array {
  const tree = treeAbove(cch, [...from, ...to]);
  const homeOf = (node: number) => tree.paper[cch.rank[node]!]! - 1;
  const up = layLanes(tree, from.map(homeOf));
  const down = layLanes(tree, to.map(homeOf));
  climb(cch, { tree, lanes: up, slot: metric.slot.subarray(0, cch.edgeCount) });
  climb(cch, { tree, lanes: down, slot: metric.slot.subarray(cch.edgeCount) });
  const least = meet(up, down);
  const matrix = new Int32Array(least.length);
  for (let row = 0; row < from.length; row++) {
    const lane = up.laneOf[row]! * to.length;
    for (let column = 0; column < to.length; column++) {
      matrix[row * to.length + column] = least[lane + down.laneOf[column]!]!;
    }
  }
  return matrix;
}

function treeAbove({ rank, parent, heightMax }: Cch, nodes: readonly number[]): Tree {
  const paper = new Int32Array(rank.length);
  const ranks = new Int32Array(Math.min(rank.length, nodes.length * heightMax));
  const line = new Int32Array(heightMax);
  let size = 0;
  for (const node of nodes) {
    let length = 0;
    for (let at = rank[node]!; at >= 0 && paper[at] === 0; at = parent[at]!) line[length++] = at;
    while (length > 0) {
      ranks[size++] = line[--length]!;
      paper[line[length]!] = size;
    }
  }
  const listed = ranks.subarray(0, size);
  const above = listed.map((at) => (parent[at]! < 0 ? -1 : paper[parent[at]!]! - 1));
  return { ranks: listed, above, paper };
}

/** Deals out lanes from the roots down, for places that stand at these ranks of the tree. */
function layLanes({ above }: Tree, homes: readonly number[]): Lanes {
  const size = above.length;
  const below = new Int32Array(size);
  for (const home of homes) below[home]!++;
  for (let i = size - 1; i >= 0; i--) if (above[i]! >= 0) below[above[i]!]! += below[i]!;
  const first = new Int32Array(size + 1);
  const lane = new Int32Array(size);
  const next = new Int32Array(size);
  let roots = 0;
  for (let i = 0; i < size; i++) {
    first[i + 1] = first[i]! + below[i]!;
    lane[i] = above[i]! < 0 ? roots : next[above[i]!]!;
    next[i] = lane[i]!;
    if (above[i]! < 0) roots += below[i]!;
    else next[above[i]!]! += below[i]!;
  }
  const laneOf = Int32Array.from(homes, (home) => next[home]!++);
  const cost = new Int32Array(first[size]!).fill(NEVER);
  for (const [i, home] of homes.entries()) cost[first[home]! + laneOf[i]! - lane[home]!] = 0;
  return { first, lane, cost, laneOf };
}

interface Climb {
  readonly tree: Tree;
  readonly lanes: Lanes;
  readonly slot: Int32Array;
}

/** Lowest rank first, every lane below it offers what it paid so far to all that the rank is joined to. */
function climb({ firstUp, upHead }: Cch, { tree, lanes, slot }: Climb): void {
  const { ranks, paper } = tree;
  const { first, lane, cost } = lanes;
  // Where lane 0 would stand at each rank: one look for each edge, instead of three.
  for (let i = 0; i < ranks.length; i++) paper[ranks[i]!] = first[i]! - lane[i]!;
  for (let i = ranks.length - 1; i >= 0; i--) {
    const [from, until] = [first[i]!, first[i + 1]!];
    if (from === until) continue;
    const rank = ranks[i]!;
    const own = paper[rank]!;
    const last = firstUp[rank + 1]!;
    for (let e = firstUp[rank]!; e < last; e++) {
      const price = slot[e]!;
      const shift = paper[upHead[e]!]! - own;
      for (let k = from; k < until; k++) {
        cost[k + shift] = lesser(cost[k + shift]!, cost[k]! + price);
      }
    }
  }
}

/** The least over all ranks that two lanes share, by lane. */
function meet(up: Lanes, down: Lanes): Int32Array {
  const columns = down.laneOf.length;
  const least = new Int32Array(up.laneOf.length * columns).fill(NEVER);
  const { cost } = down;
  for (let i = 0; i < up.lane.length; i++) {
    const [from, until] = [down.first[i]!, down.first[i + 1]!];
    if (from === until) continue;
    for (let k = up.first[i]!; k < up.first[i + 1]!; k++) {
      const paid = up.cost[k]!;
      const row = up.lane[i]! + k - up.first[i]!;
      const shift = row * columns + down.lane[i]! - from;
      for (let c = from; c < until; c++) {
        least[c + shift] = lesser(least[c + shift]!, paid + cost[c]!);
      }
    }
  }
  return least;
}

/** The lesser of two costs without a branch, which would be guessed wrong too often in runs like these. */
function lesser(one: number, other: number): number {
  const gain = (other - one) | 0;
  return (one + (gain & (gain >> 31))) | 0;
}
