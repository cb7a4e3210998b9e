import { openCostField } from "../cch/cost-field.ts";
import type { Question } from "../cch/open-query.ts";
import { NEVER } from "../graph/never.ts";
import type { Roads } from "./roads.ts";
import type { Tariff } from "./tariff.ts";

/** Arcs that lie one after the other on best ways from the start as well as on best ways to the goal. */
export interface Plateau {
  readonly arcs: readonly number[];
  /** What the arcs cost, and what the best way over them does. */
  readonly ownCost: number;
  readonly wayCost: number;
}

/** What the whole map costs from the start and to the goal. */
interface Fields {
  readonly from: (node: number) => number;
  readonly to: (node: number) => number;
}

/** The last arc to each node and the first one from it, on a best way, where that was met. */
interface Trees {
  readonly lastTo: Map<number, number>;
  readonly firstFrom: Map<number, number>;
}

/**
 * All plateaus over which a way costs no more than so much. A single arc is one at least: whoever is on it came by
 * its one end and leaves by the other. So the other half of a ring is found even where no junction lies on it.
 */
export function plateausOf(
  roads: Roads,
  tariff: Tariff,
  { question, costMax }: { readonly question: Question; readonly costMax: number },
): readonly Plateau[] {
  const { cch, expanded, expandedTail } = roads;
  const fields = {
    from: openCostField(cch, tariff.metric, { from: question.from }),
    to: openCostField(cch, tariff.metric, { to: question.to }),
  };
  const near = arcsWithin(roads, tariff.cost, { question, fields, costMax });
  const trees = treesOf(roads, tariff.cost, { near, fields });
  const next = (arc: number) => goesOnBy(roads, trees, arc);
  const follows = new Set(near.flatMap((arc) => next(arc) ?? []));
  const met = new Set<number>();
  return near.flatMap((first) => {
    if (follows.has(first)) return [];
    const arcs: number[] = [];
    for (let arc: number | undefined = first; arc !== undefined && !met.has(arc); arc = next(arc)) {
      met.add(arc);
      arcs.push(arc);
    }
    const ownCost = arcs.reduce((sum, arc) => sum + tariff.cost[arc]!, 0);
    const [start, end] = [expandedTail[first]!, expanded.head[arcs.at(-1)!]!];
    return [{ arcs, ownCost, wayCost: fields.from(start) + ownCost + fields.to(end) }];
  });
}

/** The arcs over which some way costs no more than so much, found from the start on. */
function arcsWithin(
  { expanded }: Roads,
  cost: Int32Array,
  {
    question,
    fields,
    costMax,
  }: { readonly question: Question; readonly fields: Fields; readonly costMax: number },
): readonly number[] {
  const { firstArc, head } = expanded;
  const waiting = [...new Set(question.from.map(({ node }) => node))];
  const seen = new Set(waiting);
  const near: number[] = [];
  for (const node of waiting) {
    const paid = fields.from(node);
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const to = head[arc]!;
      if (cost[arc]! >= NEVER || paid + cost[arc]! + fields.to(to) > costMax) continue;
      near.push(arc);
      if (seen.has(to)) continue;
      seen.add(to);
      waiting.push(to);
    }
  }
  return near;
}

function treesOf(
  { expanded, expandedTail }: Roads,
  cost: Int32Array,
  { near, fields }: { readonly near: readonly number[]; readonly fields: Fields },
): Trees {
  const lastTo = new Map<number, number>();
  const firstFrom = new Map<number, number>();
  for (const arc of near) {
    const [tail, head, paid] = [expandedTail[arc]!, expanded.head[arc]!, cost[arc]!];
    const isLast = fields.from(tail) + paid === fields.from(head);
    const isFirst = fields.to(head) + paid === fields.to(tail);
    if (isLast && !lastTo.has(head)) lastTo.set(head, arc);
    if (isFirst && !firstFrom.has(tail)) firstFrom.set(tail, arc);
  }
  return { lastTo, firstFrom };
}

/** The arc by which a plateau goes on; none where it ends, or would merely turn round. */
function goesOnBy(
  { expanded, graph }: Roads,
  { lastTo, firstFrom }: Trees,
  arc: number,
): number | undefined {
  const node = expanded.head[arc]!;
  const next = firstFrom.get(node);
  if (next === undefined || lastTo.get(node) !== arc) return undefined;
  return graph.twin[expanded.road[arc]!] === expanded.road[next]! ? undefined : next;
}
