import type { Question, Seed } from "../cch/open-query.ts";
import { nodesAt } from "../graph/expand-junctions.ts";
import { NEVER } from "../graph/never.ts";
import type { Path } from "../search/path.ts";
import type { Phantom, Spot } from "../snap/phantom.ts";
import { costUpTo } from "./cost-up-to.ts";
import type { Roads } from "./roads.ts";

/** A part of an arc of the map, in centimetres from where the arc begins. */
export interface WayPiece {
  readonly arc: number;
  readonly fromCm: number;
  readonly toCm: number;
}

/** A way between two places on the road: what it costs, and what to drive, in order. */
export interface Way {
  readonly cost: number;
  readonly pieces: readonly WayPiece[];
  /** The spots at which it begins and ends. */
  readonly start: Spot;
  readonly end: Spot;
}

/** A search on expanded roads, and the costs it goes by. */
export interface WaySearch {
  readonly cost: Int32Array;
  readonly pathOf: (question: Question) => Path | undefined;
}

/** Where somebody is, and where to. */
export interface WayAsked {
  readonly from: Phantom;
  readonly to: Phantom;
}

/** The best way between two places on the road, or nothing if there is none. */
export function findWay(roads: Roads, search: WaySearch, asked: WayAsked): Way | undefined {
  const along = alongOneArc(roads, search, asked);
  const { from, to } = questionOf(roads, search, asked);
  const isHopeless = from.length === 0 || to.length === 0;
  const path = isHopeless ? undefined : search.pathOf({ from, to });
  if (path === undefined || path.cost >= NEVER) return along;
  if (along !== undefined && along.cost <= path.cost) return along;
  return overJunctions(roads, { path, from, to });
}

/** What the best way between two places on the road costs, or `NEVER`; the way itself is not unpacked. */
export function costOfWay(
  roads: Roads,
  { cost, costOf }: Pick<WaySearch, "cost"> & { readonly costOf: (question: Question) => number },
  asked: WayAsked,
): number {
  const along = alongOneArc(roads, { cost }, asked)?.cost ?? NEVER;
  const { from, to } = questionOf(roads, { cost }, asked);
  if (from.length === 0 || to.length === 0) return along;
  return Math.min(along, costOf({ from, to }), NEVER);
}

/** What a piece of a way costs. */
function costOfPiece(
  cost: Int32Array,
  lengthCm: Uint32Array,
  { arc, fromCm, toCm }: WayPiece,
): number {
  const upTo = (alongCm: number) => costUpTo(cost[arc]!, { alongCm, lengthCm: lengthCm[arc]! });
  return upTo(toCm) - upTo(fromCm);
}

interface SpotSeed extends Seed {
  readonly spot: Spot;
}

/** The question to ask the junctions: what is left of the arc where one starts, and what of the last is driven. */
export function questionOf(
  { graph, tail, expanded }: Roads,
  { cost }: Pick<WaySearch, "cost">,
  asked: WayAsked,
): { readonly from: readonly SpotSeed[]; readonly to: readonly SpotSeed[] } {
  const upTo = ({ arc, alongCm }: Spot) =>
    costUpTo(cost[arc]!, { alongCm, lengthCm: graph.lengthCm[arc]! });
  const isOpen = ({ arc }: Spot) => cost[arc]! < NEVER;
  const from = asked.from.spots.filter(isOpen).map((spot) => {
    return { node: expanded.head[spot.arc]!, cost: cost[spot.arc]! - upTo(spot), spot };
  });
  const to = asked.to.spots.filter(isOpen).flatMap((spot) => {
    const junction = tail[spot.arc]!;
    const place = spot.arc - graph.firstArc[junction]!;
    // Whoever comes by a turn that is forbidden stands where this arc is closed.
    return nodesAt(expanded, junction)
      .filter((node) => cost[expanded.firstArc[node]! + place]! < NEVER)
      .map((node) => ({ node, cost: upTo(spot), spot }));
  });
  return { from, to };
}

/** The way from one spot on to a later one of the same arc, which no junction knows of. */
export function alongOneArc(
  { graph }: Roads,
  { cost }: Pick<WaySearch, "cost">,
  asked: WayAsked,
): Way | undefined {
  let best: Way | undefined;
  for (const start of asked.from.spots) {
    for (const end of asked.to.spots) {
      if (start.arc !== end.arc || start.alongCm > end.alongCm) continue;
      const piece = { arc: start.arc, fromCm: start.alongCm, toCm: end.alongCm };
      const paid = costOfPiece(cost, graph.lengthCm, piece);
      const isOpen = cost[start.arc]! < NEVER;
      if (isOpen && paid < (best?.cost ?? NEVER))
        best = { cost: paid, pieces: [piece], start, end };
    }
  }
  return best;
}

function overJunctions(
  { graph, expanded, expandedTail }: Roads,
  { path, from, to }: { path: Path; from: readonly SpotSeed[]; to: readonly SpotSeed[] },
): Way {
  const { lengthCm } = graph;
  const [first, last] = [path.arcs[0], path.arcs.at(-1)];
  const starts = first === undefined ? from : from.filter(at(expandedTail[first]!));
  const ends = last === undefined ? to : to.filter(at(expanded.head[last]!));
  const pairs = starts.flatMap((start) =>
    ends
      .filter((end) => first !== undefined || end.node === start.node)
      .map((end) => ({ start, end, fare: start.cost + end.cost })),
  );
  const { start, end } = pairs.reduce((one, other) => (other.fare < one.fare ? other : one));
  const whole = path.arcs.map((arc): WayPiece => {
    const road = expanded.road[arc]!;
    return { arc: road, fromCm: 0, toCm: lengthCm[road]! };
  });
  const { arc, alongCm } = start.spot;
  return {
    cost: path.cost,
    pieces: [
      { arc, fromCm: alongCm, toCm: lengthCm[arc]! },
      ...whole,
      { arc: end.spot.arc, fromCm: 0, toCm: end.spot.alongCm },
    ],
    start: start.spot,
    end: end.spot,
  };
}

function at(node: number): (seed: Seed) => boolean {
  return (seed) => seed.node === node;
}
