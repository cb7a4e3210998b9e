import type { Network } from "../../graph/network.ts";

/** The nodes among which everybody can drive from each to each, and how many islands there are beside it. */
export interface Mainland {
  readonly nodes: number;
  readonly islands: number;
}

/** Finds the largest strongly connected part (Tarjan's way, without recursion). */
export function mainlandOf(network: Network): Mainland {
  const parts = partsOf(network);
  const largest = parts.reduce((most, size) => Math.max(most, size), 0);
  return { nodes: largest, islands: Math.max(0, parts.length - 1) };
}

interface Walk {
  readonly network: Network;
  readonly seenAt: Int32Array;
  readonly low: Int32Array;
  readonly settled: Uint8Array;
  readonly nextArc: Uint32Array;
  readonly open: number[];
  readonly sizes: number[];
  seen: number;
}

function partsOf(network: Network): readonly number[] {
  const { nodeCount, firstArc } = network;
  const walk: Walk = {
    network,
    seenAt: new Int32Array(nodeCount).fill(-1),
    low: new Int32Array(nodeCount),
    settled: new Uint8Array(nodeCount),
    nextArc: firstArc.slice(0, nodeCount),
    open: [],
    sizes: [],
    seen: 0,
  };
  for (let root = 0; root < nodeCount; root++) if (walk.seenAt[root]! < 0) visit(walk, root);
  return walk.sizes;
}

function visit(walk: Walk, root: number): void {
  const { network, seenAt, low, settled, nextArc } = walk;
  const path = [root];
  enter(walk, root);
  while (path.length > 0) {
    const node = path.at(-1)!;
    const arc = nextArc[node]!;
    if (arc < network.firstArc[node + 1]!) {
      nextArc[node]!++;
      const next = network.head[arc]!;
      if (seenAt[next]! < 0) {
        enter(walk, next);
        path.push(next);
      } else if (settled[next] === 0) low[node] = Math.min(low[node]!, seenAt[next]!);
      continue;
    }
    path.pop();
    const before = path.at(-1);
    if (before !== undefined) low[before] = Math.min(low[before]!, low[node]!);
    if (low[node] === seenAt[node]) settle(walk, node);
  }
}

function enter(walk: Walk, node: number): void {
  walk.seenAt[node] = walk.seen;
  walk.low[node] = walk.seen++;
  walk.open.push(node);
}

function settle({ open, settled, sizes }: Walk, node: number): void {
  let size = 0;
  for (let last = -1; last !== node; size++) {
    last = open.pop()!;
    settled[last] = 1;
  }
  sizes.push(size);
}
