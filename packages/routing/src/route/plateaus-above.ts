import type { Cch } from "../cch/build-cch.ts";
import { NEVER } from "../graph/never.ts";
import type { Plateau, PlateausAsked, Fields } from "./plateaus.ts";
import type { Roads } from "./roads.ts";

/** Regions of fewer nodes are not looked into: a stretch that lies in one of them whole is too short for a long way. */
const REGION = 2_000;

const upper = new WeakMap<Cch, Uint32Array>();

/** The nodes that part a region of some size from the rest: whoever drives out of it comes by one of them. */
function nodesBetween(cch: Cch): Uint32Array {
  const known = upper.get(cch);
  if (known !== undefined) return known;
  const { nodeCount, parent, rank } = cch;
  const below = new Uint32Array(nodeCount).fill(1);
  for (let at = 0; at < nodeCount; at++) if (parent[at]! >= 0) below[parent[at]!]! += below[at]!;
  const found: number[] = [];
  for (let node = 0; node < nodeCount; node++) {
    if (below[rank[node]!]! >= REGION) found.push(node);
  }
  const nodes = Uint32Array.from(found);
  upper.set(cch, nodes);
  return nodes;
}

/**
 * The plateaus of a long way. To look at each arc near it would be to look at half a country: only those are found that
 * pass from one region to another, each from where it first does.
 */
export function plateausAbove(
  roads: Roads,
  cost: Int32Array,
  { fields, costMax, ownMin }: Omit<PlateausAsked, "question"> & { readonly fields: Fields },
): readonly Plateau[] {
  const { head } = roads.expanded;
  const passed = new Set<number>();
  const plateaus: Plateau[] = [];
  const starts = nodesBetween(roads.cch)
    .filter((node) => fields.from(node) + fields.to(node) <= costMax)
    .toSorted((one, other) => fields.from(one) - fields.from(other));
  for (const start of starts) {
    const arcs: number[] = [];
    let ownCost = 0;
    for (let node = start; !passed.has(node); node = head[arcs.at(-1)!]!) {
      passed.add(node);
      const next = goesOnBy(roads, cost, { fields, node });
      if (next < 0 || isTurn(roads, arcs.at(-1), next)) break;
      arcs.push(next);
      ownCost += cost[next]!;
    }
    if (ownCost < ownMin) continue;
    const end = head[arcs.at(-1)!]!;
    plateaus.push({ arcs, ownCost, wayCost: fields.from(start) + ownCost + fields.to(end) });
  }
  return plateaus;
}

/** The arc that is the best one on from a node, and on the best way to where it leads; -1, where there is none. */
function goesOnBy(
  { expanded: { firstArc, head } }: Roads,
  cost: Int32Array,
  { fields, node }: { readonly fields: Fields; readonly node: number },
): number {
  for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
    const paid = cost[arc]!;
    const to = head[arc]!;
    if (paid >= NEVER || fields.to(to) + paid !== fields.to(node)) continue;
    if (fields.from(node) + paid === fields.from(to)) return arc;
  }
  return -1;
}

function isTurn({ expanded, graph }: Roads, last: number | undefined, next: number): boolean {
  return last !== undefined && graph.twin[expanded.road[last]!] === expanded.road[next]!;
}
