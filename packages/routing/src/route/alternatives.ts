import type { Question } from "../cch/open-query.ts";
import { NEVER } from "../graph/never.ts";
import type { Path } from "../search/path.ts";
import type { Phantom } from "../snap/phantom.ts";
import { costUpTo } from "./cost-up-to.ts";
import { findWay, type WayAsked } from "./find-way.ts";
import { type Plateau, plateausOf } from "./plateaus.ts";
import type { Roads } from "./roads.ts";
import type { Tariff } from "./tariff.ts";

/** How dear another way may be, and how much of it may lie on those that are proposed already. */
export const STRETCH = 1.3;
export const OVERLAP = 0.7;
/** Wherever one looks at a stretch of another way that costs this share of the best, none is better: drivers expect it. */
export const LOCAL = 0.25;
export const ALTERNATIVES_MAX = 3;
/** Plateaus that are a smaller share of the best way are streets round a block. */
const PLATEAU = 0.05;
/** So many plateaus are looked at, the most promising first. */
const TRIES_MAX = 60;

/** Two places, what they are to the junctions, and the best way. */
export interface AlternativesAsked {
  readonly asked: WayAsked;
  readonly question: Question;
  readonly best: Path;
}

/**
 * Other ways worth a thought besides the best, the cheapest first: over a plateau, which is a stretch that lies on a
 * best way from the start and on one to the goal; not much dearer, mostly on other roads, and without a detour that
 * anybody could cut short.
 */
export function alternativePaths(
  roads: Roads,
  tariff: Tariff,
  { asked, question, best }: AlternativesAsked,
): readonly Path[] {
  const returns = returnsTo(roads, asked);
  const chosen: Path[] = [best];
  const costMax = Math.min(NEVER - 1, Math.floor(best.cost * STRETCH));
  const ownMin = Math.max(1, best.cost * PLATEAU);
  const worthy = plateausOf(roads, tariff, { question, costMax, ownMin }).toSorted(
    (one, other) => detourOf(one) - detourOf(other) || one.arcs[0]! - other.arcs[0]!,
  );
  const driven = (path: Path) => drivenOn(roads, tariff, { asked, path });
  const taken = new Set(driven(best).map(({ arc }) => arc));
  for (const plateau of worthy.slice(0, TRIES_MAX)) {
    if (chosen.length > ALTERNATIVES_MAX) break;
    const path = pathOver(roads, tariff, { question, plateau });
    if (path === undefined || isTwice(roads, path) || returns(path)) continue;
    const pieces = driven(path);
    if (sharedShare(pieces, taken) > OVERLAP) continue;
    const middle = middleOf(tariff, { path, plateau });
    if (!isBestAround(roads, tariff, { path, middle, span: best.cost * LOCAL })) continue;
    chosen.push(path);
    for (const { arc } of pieces) taken.add(arc);
  }
  return chosen.slice(1).toSorted((one, other) => one.cost - other.cost);
}

/** What the way to a plateau and from it costs: the less, the more it is a way of its own. */
function detourOf({ wayCost, ownCost }: Plateau): number {
  return wayCost - ownCost;
}

function pathOver(
  { expanded, expandedTail }: Roads,
  { pathOf }: Tariff,
  { question, plateau }: { readonly question: Question; readonly plateau: Plateau },
): Path | undefined {
  const { arcs, ownCost } = plateau;
  const start = { node: expandedTail[arcs[0]!]!, cost: 0 };
  const end = { node: expanded.head[arcs.at(-1)!]!, cost: 0 };
  const before = pathOf({ from: question.from, to: [start] });
  const after = pathOf({ from: [end], to: question.to });
  if (before === undefined || after === undefined) return undefined;
  return {
    cost: before.cost + ownCost + after.cost,
    arcs: [...before.arcs, ...arcs, ...after.arcs],
  };
}

/** Whether a way comes by the same junction twice. */
function isTwice({ expanded, expandedTail }: Roads, { arcs }: Path): boolean {
  const start = expandedTail[arcs[0]!]!;
  const met = [start, ...arcs.map((arc) => expanded.head[arc]!)];
  return new Set(met.map((node) => expanded.junction[node])).size < met.length;
}

/** Whether a way comes by its start once more, or by its goal before its end: that is turning round, and no other way. */
function returnsTo(
  { graph, tail, expanded, expandedTail }: Roads,
  { from, to }: WayAsked,
): (path: Path) => boolean {
  const junctionsOf = ({ spots }: Phantom) =>
    spots.flatMap(({ arc, alongCm }) => [
      ...(alongCm === 0 ? [tail[arc]!] : []),
      ...(alongCm === graph.lengthCm[arc] ? [graph.head[arc]!] : []),
    ]);
  const roadsOf = ({ spots }: Phantom) =>
    spots
      .filter(({ arc, alongCm }) => alongCm > 0 && alongCm < graph.lengthCm[arc]!)
      .map(({ arc }) => arc);
  const own = new Set([...roadsOf(from), ...roadsOf(to)]);
  const [starts, goals] = [new Set(junctionsOf(from)), new Set(junctionsOf(to))];
  return ({ arcs }) =>
    arcs.some((arc) => {
      const [left, met] = [expandedTail[arc]!, expanded.head[arc]!];
      const isEnd = starts.has(expanded.junction[met]!) || goals.has(expanded.junction[left]!);
      return isEnd || own.has(expanded.road[arc]!);
    });
}

interface Driven {
  readonly arc: number;
  readonly paid: number;
}

/** How much of a way, by its cost, lies on arcs of ways that were chosen before. */
function sharedShare(driven: readonly Driven[], taken: ReadonlySet<number>): number {
  let [shared, all] = [0, 0];
  for (const { arc, paid } of driven) {
    all += paid;
    if (taken.has(arc)) shared += paid;
  }
  return all === 0 ? 1 : shared / all;
}

/** What is driven of each arc, and paid for: the arcs on which a way begins and ends are no part of its path. */
function drivenOn(
  roads: Roads,
  { cost }: Tariff,
  { asked, path }: { readonly asked: WayAsked; readonly path: Path },
): readonly Driven[] {
  const pieces = findWay(roads, { cost, pathOf: () => path }, asked)?.pieces ?? [];
  return pieces.flatMap(({ arc, fromCm, toCm }) => {
    const lengthCm = roads.graph.lengthCm[arc]!;
    const upTo = (alongCm: number) => costUpTo(cost[arc]!, { alongCm, lengthCm });
    return toCm > fromCm ? [{ arc, paid: upTo(toCm) - upTo(fromCm) }] : [];
  });
}

/** What is paid on a way, from its first junction to the middle of its plateau. */
function middleOf(
  { cost }: Tariff,
  { path, plateau }: { readonly path: Path; readonly plateau: Plateau },
): number {
  let paid = 0;
  for (const arc of path.arcs) {
    if (arc === plateau.arcs[0]) break;
    paid += cost[arc]!;
  }
  return paid + plateau.ownCost / 2;
}

/**
 * Whether a way is the best one from so much before its middle to so much after it. It is the best to its middle and
 * from there, so that no shorter stretch of it can be cut short either.
 */
function isBestAround(
  { expanded, expandedTail }: Roads,
  { cost, pathOf }: Tariff,
  { path, middle, span }: { readonly path: Path; readonly middle: number; readonly span: number },
): boolean {
  const all = path.arcs.reduce((sum, arc) => sum + cost[arc]!, 0);
  const [begin, end] = [
    Math.max(0, Math.floor(middle - span)),
    Math.min(all, Math.ceil(middle + span)),
  ];
  let paid = 0;
  const passed = path.arcs.flatMap((arc) => {
    const [enter, leave] = [paid, (paid += cost[arc]!)];
    return leave > begin && enter < end ? [{ arc, enter, leave }] : [];
  });
  const [first, last] = [passed[0], passed.at(-1)];
  // Nothing but turning round in the middle of an arc is better than to stay on it.
  if (first === undefined || last === undefined) return true;
  if (first === last && first.enter < begin && last.leave > end) return true;
  const from =
    begin === first.enter
      ? { node: expandedTail[first.arc]!, cost: 0 }
      : { node: expanded.head[first.arc]!, cost: first.leave - begin };
  const to =
    end === last.leave
      ? { node: expanded.head[last.arc]!, cost: 0 }
      : { node: expandedTail[last.arc]!, cost: end - last.enter };
  return pathOf({ from: [from], to: [to] })?.cost === end - begin;
}
