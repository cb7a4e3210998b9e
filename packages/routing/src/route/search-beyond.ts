import { openCostField } from "../cch/cost-field.ts";
import type { Question } from "../cch/open-query.ts";
import { NEVER } from "../graph/never.ts";
import { openMinHeap } from "../search/min-heap.ts";
import type { Path } from "../search/path.ts";
import type { WaySearch } from "./find-way.ts";
import type { Roads } from "./roads.ts";
import type { Tariff } from "./tariff.ts";

const NO_ARC = -1;

/**
 * A search that knows what the hierarchy does not know yet: costs that have grown since it was fitted, closures
 * among them. It is A\* whose estimate is what the hierarchy says the rest of the way costs, which is exact
 * where nothing changed: it looks at little more than the detour.
 */
export function searchBeyond(roads: Roads, tariff: Tariff, cost: Int32Array): WaySearch {
  return {
    cost,
    pathOf: ({ from, to }: Question): Path | undefined => {
      const left = openCostField(roads.cch, tariff.metric, { to });
      return goalward(roads, { cost, left }, { from, to });
    },
  };
}

interface Live {
  readonly cost: Int32Array;
  readonly left: (node: number) => number;
}

function goalward(roads: Roads, live: Live, { from, to }: Question): Path | undefined {
  const { expanded } = roads;
  const fare = new Map<number, number>();
  for (const seed of to) fare.set(seed.node, Math.min(fare.get(seed.node) ?? NEVER, seed.cost));
  const frontier = openFrontier(expanded.nodeCount, live.left);
  for (const { node, cost } of from) frontier.reach(node, cost, NO_ARC);
  let best = { node: -1, cost: NEVER };
  for (let node = frontier.next(best.cost); node >= 0; node = frontier.next(best.cost)) {
    const paid = frontier.paid[node]!;
    const here = paid + (fare.get(node) ?? NEVER);
    if (here < best.cost) best = { node, cost: here };
    for (let arc = expanded.firstArc[node]!; arc < expanded.firstArc[node + 1]!; arc++) {
      frontier.reach(expanded.head[arc]!, paid + live.cost[arc]!, arc);
    }
  }
  return best.node < 0 ? undefined : pathBack(roads, frontier.lastArc, best);
}

/** What was reached, and at what cost; what is likeliest on the best way comes next. */
function openFrontier(nodeCount: number, left: Live["left"]) {
  const paid = new Int32Array(nodeCount).fill(NEVER);
  const lastArc = new Int32Array(nodeCount).fill(NO_ARC);
  const heap = openMinHeap(nodeCount);
  return {
    paid,
    lastArc,
    reach: (node: number, found: number, arc: number): void => {
      const rest = left(node);
      if (found >= paid[node]! || rest >= NEVER) return;
      paid[node] = found;
      lastArc[node] = arc;
      heap.push(node, found + rest);
    },
    /** The next node; -1 where none can lead to anything cheaper. */
    next: (best: number): number => {
      const node = heap.size() === 0 ? -1 : heap.pop();
      return node >= 0 && paid[node]! + left(node) >= best ? -1 : node;
    },
  };
}

function pathBack(
  { expandedTail }: Roads,
  lastArc: Int32Array,
  { node, cost }: { readonly node: number; readonly cost: number },
): Path {
  const arcs: number[] = [];
  for (let at = node; lastArc[at] !== NO_ARC; at = expandedTail[lastArc[at]!]!) {
    arcs.push(lastArc[at]!);
  }
  return { cost, arcs: arcs.toReversed() };
}
