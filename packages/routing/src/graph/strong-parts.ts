import { NEVER } from "./never.ts";
import type { Network } from "./network.ts";

/** The parts of a network within which everybody can drive from each node to each. */
export interface StrongParts {
  /** The part of each node. */
  readonly part: Int32Array;
  /** How many nodes each part has. */
  readonly sizes: readonly number[];
}

interface Walk {
  readonly network: Network;
  readonly cost: Int32Array;
  readonly seenAt: Int32Array;
  readonly low: Int32Array;
  readonly part: Int32Array;
  readonly nextArc: Uint32Array;
  readonly open: number[];
  readonly sizes: number[];
  seen: number;
}

/** Finds the parts of a network on which arcs that cost `NEVER` are closed (Tarjan's way, without recursion). */
export function strongParts(network: Network, cost: Int32Array): StrongParts {
  const { nodeCount, firstArc } = network;
  const part = new Int32Array(nodeCount).fill(-1);
  const sizes: number[] = [];
  const walk: Walk = {
    network,
    cost,
    seenAt: new Int32Array(nodeCount).fill(-1),
    low: new Int32Array(nodeCount),
    part,
    nextArc: firstArc.slice(0, nodeCount),
    open: [],
    sizes,
    seen: 0,
  };
  for (let root = 0; root < nodeCount; root++) if (walk.seenAt[root]! < 0) visit(walk, root);
  return { part, sizes };
}

function visit(walk: Walk, root: number): void {
  const { network, cost, low, nextArc } = walk;
  const path = [root];
  enter(walk, root);
  while (path.length > 0) {
    const node = path.at(-1)!;
    const arc = nextArc[node]!;
    if (arc < network.firstArc[node + 1]!) {
      nextArc[node]!++;
      if (cost[arc]! < NEVER) meet(walk, path, network.head[arc]!);
      continue;
    }
    path.pop();
    const before = path.at(-1);
    if (before !== undefined) low[before] = Math.min(low[before]!, low[node]!);
    if (low[node] === walk.seenAt[node]) settle(walk, node);
  }
}

function meet(walk: Walk, path: number[], next: number): void {
  const { seenAt, low, part } = walk;
  if (seenAt[next]! < 0) {
    enter(walk, next);
    path.push(next);
    return;
  }
  const node = path.at(-1)!;
  if (part[next]! < 0) low[node] = Math.min(low[node]!, seenAt[next]!);
}

function enter(walk: Walk, node: number): void {
  walk.seenAt[node] = walk.seen;
  walk.low[node] = walk.seen++;
  walk.open.push(node);
}

function settle({ open, part, sizes }: Walk, node: number): void {
  let size = 0;
  for (let last = -1; last !== node; size++) {
    last = open.pop()!;
    part[last] = sizes.length;
  }
  sizes.push(size);
}
