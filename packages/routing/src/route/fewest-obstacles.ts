import { NEVER } from "../graph/never.ts";
import { type MinHeap, openMinHeap } from "../search/min-heap.ts";
import { questionOf, type WayAsked } from "./find-way.ts";
import type { Roads } from "./roads.ts";

/** Two places, and what may stand between them. */
export interface ObstacleSearch {
  readonly asked: WayAsked;
  /** 1 for each arc of the map that has an obstacle. */
  readonly hindered: Uint8Array;
  /** `NEVER` for each arc of the expanded roads that a turn rule forbids. */
  readonly turns: Int32Array;
  /** Ways whose obstacles do not count, while no other may be passed. Left out, all may, and are counted. */
  readonly spared?: ReadonlySet<number>;
}

/**
 * The arcs with an obstacle on the way that meets the fewest, in the order in which they are met; nothing, where no way
 * leads even so. Whoever stays on a way of the map meets its obstacle once. Of equals the shortest counts: nobody wants
 * to hear of a weak bridge three counties off.
 */
export function fewestObstacles(
  roads: Roads,
  search: ObstacleSearch,
): readonly number[] | undefined {
  const along = onOneArc(roads, search);
  const most = along?.price ?? NEVER;
  const driven = overJunctions(roads, search, most) ?? (along && [along.arc]);
  return driven?.filter((arc) => search.hindered[arc] === 1);
}

/** Two places on one arc, the second after the first, need no junction to meet an obstacle. */
function onOneArc(roads: Roads, search: ObstacleSearch) {
  const { from, to } = search.asked;
  const shared = from.spots.filter((start) =>
    to.spots.some((end) => end.arc === start.arc && end.alongCm >= start.alongCm),
  );
  const priced = shared.map(({ arc }) => ({ arc, price: priceOf(roads, search, { arc }) }));
  const [best] = priced.toSorted((one, other) => one.price - other.price);
  return best !== undefined && best.price < NEVER ? best : undefined;
}

interface Step {
  readonly arc: number;
  /** The arc that was driven before, if there was one. */
  readonly before?: number;
}

/** What it costs to go on by an arc of the map: an obstacle, nothing, or more than anybody may pay. */
function priceOf({ graph: { way } }: Roads, search: ObstacleSearch, { arc, before }: Step): number {
  const { hindered, spared } = search;
  if (hindered[arc] === 0 || spared?.has(way[arc]!) === true) return 0;
  if (spared !== undefined) return NEVER;
  const isSame = before !== undefined && hindered[before] === 1 && way[before] === way[arc];
  return isSame ? 0 : 1;
}

/** An obstacle weighs more than the longest way, in centimetres. */
const OBSTACLE = 1e12;

/** What was reached: past how many obstacles and how far, and by which arc of the map. */
interface Reached {
  readonly paid: Float64Array;
  readonly cameBy: Int32Array;
  /** The arc of the expanded roads by which one came; -1 where one set out. */
  readonly lastArc: Int32Array;
}

interface Goal {
  readonly paid: number;
  readonly node: number;
  readonly arc: number;
}

/** The arcs of the map on a way that meets fewer obstacles than so many, both ends included. */
function overJunctions(
  roads: Roads,
  search: ObstacleSearch,
  most: number,
): readonly number[] | undefined {
  if (most === 0) return undefined;
  const { nodeCount } = roads.expanded;
  const { from, to } = questionOf(roads, { cost: search.turns }, search.asked);
  const reached: Reached = {
    paid: new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY),
    cameBy: new Int32Array(nodeCount),
    lastArc: new Int32Array(nodeCount).fill(-1),
  };
  const waiting = openMinHeap(nodeCount);
  for (const { node, spot } of from) {
    const paid = priceOf(roads, search, { arc: spot.arc }) * OBSTACLE;
    if (paid >= reached.paid[node]!) continue;
    reached.paid[node] = paid;
    reached.cameBy[node] = spot.arc;
    waiting.push(node, paid);
  }
  let best: Goal = { paid: most * OBSTACLE, node: -1, arc: -1 };
  while (waiting.size() > 0) {
    const node = waiting.pop();
    const sofar = reached.paid[node]!;
    if (sofar >= best.paid) break;
    for (const { spot, node: goal } of to) {
      if (goal !== node) continue;
      const step = { arc: spot.arc, before: reached.cameBy[node]! };
      const paid = sofar + priceOf(roads, search, step) * OBSTACLE;
      if (paid < best.paid) best = { paid, node, arc: spot.arc };
    }
    spread(roads, search, { reached, waiting, node });
  }
  return best.node < 0 ? undefined : [...drivenTo(roads, reached, best.node), best.arc];
}

interface Spread {
  readonly reached: Reached;
  readonly waiting: MinHeap;
  readonly node: number;
}

function spread(roads: Roads, search: ObstacleSearch, { reached, waiting, node }: Spread): void {
  const { expanded, graph } = roads;
  const { firstArc, head, road } = expanded;
  const { paid, cameBy, lastArc } = reached;
  // Whether there is a way at all needs no lengths, and is found sooner without them.
  const lengthCm = search.spared === undefined ? graph.lengthCm : undefined;
  for (let at = firstArc[node]!; at < firstArc[node + 1]!; at++) {
    if (search.turns[at]! >= NEVER) continue;
    const arc = road[at]!;
    const price = priceOf(roads, search, { arc, before: cameBy[node]! });
    const next = head[at]!;
    const all = paid[node]! + price * OBSTACLE + (lengthCm?.[arc] ?? 0);
    if (price >= NEVER || all >= paid[next]!) continue;
    paid[next] = all;
    cameBy[next] = arc;
    lastArc[next] = at;
    waiting.push(next, all);
  }
}

function drivenTo(
  { expandedTail }: Roads,
  { cameBy, lastArc }: Reached,
  goal: number,
): readonly number[] {
  const arcs = [cameBy[goal]!];
  for (let node = goal; lastArc[node]! >= 0;) {
    node = expandedTail[lastArc[node]!]!;
    arcs.push(cameBy[node]!);
  }
  return arcs.toReversed();
}
