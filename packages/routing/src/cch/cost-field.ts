import { NEVER } from "../graph/never.ts";
import type { Cch } from "./build-cch.ts";
import type { Metric } from "./customise.ts";
import type { Seed } from "./open-query.ts";

/** What it costs to any node, or from any: looked up in the hierarchy when it is first asked. */
export type CostField = (node: number) => number;

/** From these to every node, or from every node to these. */
export type FieldAsked = { readonly from: readonly Seed[] } | { readonly to: readonly Seed[] };

/** Paper for one field after the other: as large as the map, and of each only what it touched is wiped. */
export interface FieldPaper {
  /** Opens a field; the one before it is gone. */
  readonly open: (metric: Metric, asked: FieldAsked) => CostField;
}

/**
 * Opens what a whole map costs from or to some seeds. Whoever asks about thousands of nodes pays for each rank above
 * them once: a few milliseconds for ten thousand all over a city, where single questions would take hundreds.
 */
export function openCostField(cch: Cch, metric: Metric, asked: FieldAsked): CostField {
  return openFieldPaper(cch).open(metric, asked);
}

/** Opens paper for whoever asks again and again: on a large map, to make it anew takes longer than a detour. */
export function openFieldPaper(cch: Cch): FieldPaper {
  const { nodeCount, edgeCount, firstUp, upHead, parent, rank } = cch;
  const least = new Int32Array(nodeCount).fill(NEVER);
  const known = new Int32Array(nodeCount).fill(-1);
  const line = new Int32Array(cch.heightMax);
  let touched: number[] = [];

  const wipe = () => {
    for (const at of touched) {
      least[at] = NEVER;
      known[at] = -1;
    }
    touched = [];
  };

  return {
    open: ({ slot }, asked) => {
      wipe();
      const isFrom = "from" in asked;
      // Away from the seeds one climbs by one direction of an edge and comes down by the other.
      const climb = isFrom ? 0 : edgeCount;
      const come = edgeCount - climb;
      const seeds = isFrom ? asked.from : asked.to;
      touched.push(...climbFrom(cch, slot, { seeds, base: climb, least }));
      return (node) => {
        let size = 0;
        for (let at = rank[node]!; at >= 0 && known[at]! < 0; at = parent[at]!) line[size++] = at;
        while (size > 0) {
          const at = line[--size]!;
          let found = least[at]!;
          for (let e = firstUp[at]!; e < firstUp[at + 1]!; e++) {
            const other = slot[come + e]! + known[upHead[e]!]!;
            if (other < found) found = other;
          }
          known[at] = Math.min(found, NEVER);
          touched.push(at);
        }
        return known[rank[node]!]!;
      };
    },
  };
}

/**
 * The same for every node at once, in one run from the top of the hierarchy down: what is asked about many nodes is
 * cheaper this way, since nothing is read out of order.
 */
export function sweepCostField(cch: Cch, { slot }: Metric, asked: FieldAsked): CostField {
  const { nodeCount, edgeCount, firstUp, upHead, rank } = cch;
  const isFrom = "from" in asked;
  const climb = isFrom ? 0 : edgeCount;
  const come = edgeCount - climb;
  const least = new Int32Array(nodeCount).fill(NEVER);
  climbFrom(cch, slot, { seeds: isFrom ? asked.from : asked.to, base: climb, least });
  for (let at = nodeCount - 1; at >= 0; at--) {
    let found = least[at]!;
    const end = firstUp[at + 1]!;
    for (let e = firstUp[at]!; e < end; e++) {
      const other = slot[come + e]! + least[upHead[e]!]!;
      if (other < found) found = other;
    }
    least[at] = found;
  }
  return (node) => least[rank[node]!]!;
}

interface Climb {
  readonly seeds: readonly Seed[];
  readonly base: number;
  readonly least: Int32Array;
}

/** Notes what each rank above the seeds costs by climbing alone, and answers which ranks lie above them. */
function climbFrom(
  { firstUp, upHead, parent, rank }: Cch,
  slot: Int32Array,
  { seeds, base, least }: Climb,
): Uint32Array {
  const lines = new Set<number>();
  for (const { node, cost } of seeds) {
    const at = rank[node]!;
    least[at] = Math.min(least[at]!, cost);
    for (let above = at; above >= 0 && !lines.has(above); above = parent[above]!) lines.add(above);
  }
  const above = Uint32Array.from(lines).toSorted();
  for (const at of above) {
    if (least[at]! >= NEVER) continue;
    for (let e = firstUp[at]!; e < firstUp[at + 1]!; e++) {
      const found = least[at]! + slot[base + e]!;
      if (found < least[upHead[e]!]!) least[upHead[e]!] = found;
    }
  }
  return above;
}
