import type { Cch } from "../cch/build-cch.ts";
import { type CostField, type FieldPaper, openFieldPaper } from "../cch/cost-field.ts";
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
      const { field, frontier } = paperOf(roads.cch);
      const left = field.open(tariff.metric, { to });
      frontier.open(left);
      return goalward(roads, { cost, frontier }, { from, to });
    },
  };
}

interface Paper {
  readonly field: FieldPaper;
  readonly frontier: Frontier;
}

const opened = new WeakMap<Cch, Paper>();

/** What a thread searches on, one leg after the other: on a large map fresh paper takes longer than the search. */
function paperOf(cch: Cch): Paper {
  const paper = opened.get(cch) ?? {
    field: openFieldPaper(cch),
    frontier: openFrontier(cch.nodeCount),
  };
  opened.set(cch, paper);
  return paper;
}

interface Live {
  readonly cost: Int32Array;
  readonly frontier: Frontier;
}

function goalward(
  roads: Roads,
  { cost: price, frontier }: Live,
  { from, to }: Question,
): Path | undefined {
  const { expanded } = roads;
  const fare = new Map<number, number>();
  for (const seed of to) fare.set(seed.node, Math.min(fare.get(seed.node) ?? NEVER, seed.cost));
  for (const { node, cost } of from) frontier.reach(node, cost, NO_ARC);
  let best = { node: -1, cost: NEVER };
  for (let node = frontier.next(best.cost); node >= 0; node = frontier.next(best.cost)) {
    const paid = frontier.paid[node]!;
    const here = paid + (fare.get(node) ?? NEVER);
    if (here < best.cost) best = { node, cost: here };
    for (let arc = expanded.firstArc[node]!; arc < expanded.firstArc[node + 1]!; arc++) {
      frontier.reach(expanded.head[arc]!, paid + price[arc]!, arc);
    }
  }
  return best.node < 0 ? undefined : pathBack(roads, frontier.lastArc, best);
}

/** What was reached, and at what cost; what is likeliest on the best way comes next. */
interface Frontier {
  readonly paid: Int32Array;
  readonly lastArc: Int32Array;
  /** Begins anew, with another estimate of what is left. */
  readonly open: (left: CostField) => void;
  readonly reach: (node: number, found: number, arc: number) => void;
  /** The next node; -1 where none can lead to anything cheaper. */
  readonly next: (best: number) => number;
}

function openFrontier(nodeCount: number): Frontier {
  const paid = new Int32Array(nodeCount).fill(NEVER);
  const lastArc = new Int32Array(nodeCount).fill(NO_ARC);
  const heap = openMinHeap(nodeCount);
  let touched: number[] = [];
  let left: CostField = () => NEVER;
  return {
    paid,
    lastArc,
    open: (estimate) => {
      for (const node of touched) {
        paid[node] = NEVER;
        lastArc[node] = NO_ARC;
      }
      touched = [];
      heap.clear();
      left = estimate;
    },
    reach: (node, found, arc) => {
      const rest = left(node);
      if (found >= paid[node]! || rest >= NEVER) return;
      paid[node] = found;
      lastArc[node] = arc;
      touched.push(node);
      heap.push(node, found + rest);
    },
    next: (best) => {
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
