import { openCostField } from "../cch/cost-field.ts";
import type { Question } from "../cch/open-query.ts";
import { NEVER } from "../graph/never.ts";
import { plateausAbove } from "./plateaus-above.ts";
import type { Roads } from "./roads.ts";
import type { Tariff } from "./tariff.ts";

/** With more arcs than this near a way it is a long one: to look at them all takes a twentieth of a second. */
const NEAR_MAX = 250_000;
/** So many nodes all over a map tell how much of it is near; where none of the first few is, the rest is not asked. */
const SAMPLES = 512;
const FEW = 64;
/** Steps of this share go all over a map, however few of them are made. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Arcs that lie one after the other on best ways from the start as well as on best ways to the goal. */
export interface Plateau {
  readonly arcs: readonly number[];
  /** What the arcs cost, and what the best way over them does. */
  readonly ownCost: number;
  readonly wayCost: number;
}

/** What the whole map costs from the start and to the goal. */
export interface Fields {
  readonly from: (node: number) => number;
  readonly to: (node: number) => number;
}

/** By node the last arc to it and the first one from it on a best way, where that was met; else -1. */
interface Trees {
  readonly lastTo: Int32Array;
  readonly firstFrom: Int32Array;
}

/** Which plateaus: those over which a way costs no more than so much, and that cost as much themselves. */
export interface PlateausAsked {
  readonly question: Question;
  readonly costMax: number;
  readonly ownMin: number;
}

/**
 * All plateaus of a size over which a way costs no more than so much. A single arc is one at least: whoever is on it
 * came by its one end and leaves by the other. So the other half of a ring is found even where no junction lies on it.
 * Half a city may lie near enough: what is known of it stands in arrays, which cost a tenth of sets and maps. Where half a
 * country does, only those are found that pass between its regions.
 */
export function plateausOf(
  roads: Roads,
  tariff: Tariff,
  { question, costMax, ownMin }: PlateausAsked,
): readonly Plateau[] {
  const { cch, expanded, expandedTail } = roads;
  const { cost } = tariff;
  const fields = {
    from: openCostField(cch, tariff.metric, { from: question.from }),
    to: openCostField(cch, tariff.metric, { to: question.to }),
  };
  if (isLong(roads, fields, costMax)) {
    return plateausAbove(roads, cost, { fields, costMax, ownMin });
  }
  const near = arcsWithin(roads, cost, { question, fields, costMax });
  const trees = treesOf(roads, cost, { near, fields });
  const plateaus: Plateau[] = [];
  for (const first of near) {
    const before = trees.lastTo[expandedTail[first]!]!;
    if (before >= 0 && goesOnBy(roads, trees, before) === first) continue;
    let ownCost = 0;
    for (let arc = first; arc >= 0; arc = goesOnBy(roads, trees, arc)) ownCost += cost[arc]!;
    if (ownCost < ownMin) continue;
    const arcs: number[] = [];
    for (let arc = first; arc >= 0; arc = goesOnBy(roads, trees, arc)) arcs.push(arc);
    const [start, end] = [expandedTail[first]!, expanded.head[arcs.at(-1)!]!];
    plateaus.push({ arcs, ownCost, wayCost: fields.from(start) + ownCost + fields.to(end) });
  }
  return plateaus;
}

/** Whether too much of a map is near a way to be looked at; of a small map nothing is. */
function isLong({ expanded }: Roads, { from, to }: Fields, costMax: number): boolean {
  const { nodeCount, arcCount } = expanded;
  if (arcCount <= NEAR_MAX) return false;
  let near = 0;
  for (let i = 0; i < SAMPLES; i++) {
    if (i === FEW && near === 0) return false;
    const node = Math.floor(((i * GOLDEN) % 1) * nodeCount);
    if (from(node) + to(node) <= costMax) near++;
  }
  return (near / SAMPLES) * arcCount > NEAR_MAX;
}

/** The arcs over which some way costs no more than so much, found from the start on. */
function arcsWithin(
  { expanded }: Roads,
  cost: Int32Array,
  { question, fields, costMax }: Omit<PlateausAsked, "ownMin"> & { readonly fields: Fields },
): readonly number[] {
  const { firstArc, head } = expanded;
  const seen = new Uint8Array(expanded.nodeCount);
  const waiting: number[] = [];
  const wait = (node: number) => {
    if (seen[node] === 1) return;
    seen[node] = 1;
    waiting.push(node);
  };
  for (const { node } of question.from) wait(node);
  const near: number[] = [];
  for (const node of waiting) {
    const paid = fields.from(node);
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const to = head[arc]!;
      if (cost[arc]! >= NEVER || paid + cost[arc]! + fields.to(to) > costMax) continue;
      near.push(arc);
      wait(to);
    }
  }
  return near;
}

function treesOf(
  { expanded, expandedTail }: Roads,
  cost: Int32Array,
  { near, fields }: { readonly near: readonly number[]; readonly fields: Fields },
): Trees {
  const lastTo = new Int32Array(expanded.nodeCount).fill(-1);
  const firstFrom = lastTo.slice();
  for (const arc of near) {
    const [tail, head, paid] = [expandedTail[arc]!, expanded.head[arc]!, cost[arc]!];
    const isLast = lastTo[head] === -1 && fields.from(tail) + paid === fields.from(head);
    const isFirst = firstFrom[tail] === -1 && fields.to(head) + paid === fields.to(tail);
    if (isLast) lastTo[head] = arc;
    if (isFirst) firstFrom[tail] = arc;
  }
  return { lastTo, firstFrom };
}

/**
 * The arc by which a plateau goes on; -1 where it ends, or would merely turn round. Each arc goes on from one other at
 * most, so that whoever follows a plateau from its start never comes by the same arc twice.
 */
function goesOnBy({ expanded, graph }: Roads, { lastTo, firstFrom }: Trees, arc: number): number {
  const node = expanded.head[arc]!;
  const next = firstFrom[node]!;
  if (next < 0 || lastTo[node] !== arc) return -1;
  return graph.twin[expanded.road[arc]!] === expanded.road[next]! ? -1 : next;
}
