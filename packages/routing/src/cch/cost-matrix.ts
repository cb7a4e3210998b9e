import { NEVER } from "../graph/never.ts";
import type { Cch } from "./build-cch.ts";
import type { Metric } from "./customise.ts";

/** The line of each place to its root, by depth: who stands there, and what it costs to get there. */
interface Lines {
  readonly rank: Int32Array;
  readonly cost: Int32Array;
  readonly depth: Uint32Array;
}

/**
 * What it costs from each of these to each of those, row by row, `NEVER` where there is no way. Every place climbs
 * to its root once; where two lines meet they stand at the same depth, so that a pair is one run over two arrays.
 */
export function costMatrix(
  cch: Cch,
  metric: Metric,
  { from, to }: { readonly from: readonly number[]; readonly to: readonly number[] },
): Int32Array {
  const up = linesOf(cch, metric.slot.subarray(0, cch.edgeCount), from);
  const down = linesOf(cch, metric.slot.subarray(cch.edgeCount), to);
  const matrix = new Int32Array(from.length * to.length);
  for (let row = 0; row < from.length; row++) {
    for (let column = 0; column < to.length; column++) {
      matrix[row * to.length + column] = leastSum(cch.heightMax, [up, row], [down, column]);
    }
  }
  return matrix;
}

function linesOf(cch: Cch, slot: Int32Array, nodes: readonly number[]): Lines {
  const { parent, depth, heightMax } = cch;
  const lines: Lines = {
    rank: new Int32Array(nodes.length * heightMax),
    cost: new Int32Array(nodes.length * heightMax),
    depth: Uint32Array.from(nodes, (node) => depth[cch.rank[node]!]!),
  };
  const cost = new Int32Array(cch.nodeCount).fill(NEVER);
  for (const [i, node] of nodes.entries()) {
    const start = i * heightMax;
    cost[cch.rank[node]!] = 0;
    for (let rank = cch.rank[node]!; rank >= 0; rank = parent[rank]!) {
      lines.rank[start + depth[rank]!] = rank;
      lines.cost[start + depth[rank]!] = climbFrom(cch, slot, { rank, cost });
    }
  }
  return lines;
}

/** What a rank costs, once it has been offered to all above it and wiped from the paper. */
function climbFrom(
  { firstUp, upHead }: Cch,
  slot: Int32Array,
  { rank, cost }: { readonly rank: number; readonly cost: Int32Array },
): number {
  const paid = cost[rank]!;
  cost[rank] = NEVER;
  if (paid === NEVER) return paid;
  const end = firstUp[rank + 1]!;
  for (let e = firstUp[rank]!; e < end; e++) {
    const found = paid + slot[e]!;
    if (found < cost[upHead[e]!]!) cost[upHead[e]!] = found;
  }
  return paid;
}

function leastSum(
  heightMax: number,
  [up, row]: readonly [Lines, number],
  [down, column]: readonly [Lines, number],
): number {
  const a = row * heightMax;
  const b = column * heightMax;
  let low = 0;
  let high = Math.min(up.depth[row]!, down.depth[column]!) + 1;
  // Two lines that have joined stay together down to the root: halving finds how many ranks they share.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (up.rank[a + middle] === down.rank[b + middle]) low = middle + 1;
    else high = middle;
  }
  let least = NEVER;
  for (let i = 0; i < low; i++) {
    const sum = up.cost[a + i]! + down.cost[b + i]!;
    if (sum < least) least = sum;
  }
  return least;
}
