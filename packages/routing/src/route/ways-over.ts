import { NEVER } from "../graph/never.ts";
import type { Phantom, Spot } from "../snap/phantom.ts";
import { findWay, type Way, type WaySearch } from "./find-way.ts";
import type { Roads } from "./roads.ts";

/** Places to drive over in order, and whether one may turn round at those between the first and the last. */
export interface Over {
  readonly places: readonly Phantom[];
  readonly mayTurnRound: boolean;
}

/**
 * The best ways from place to place, or the first place that cannot be reached. Where one may not turn round, one
 * leaves a place the way one came past it, unless nothing but the way back lies ahead; only if there is no such
 * way at all one turns, as seldom as can be. Each leg may then be longer than the best one for itself.
 */
export function waysOver(
  roads: Roads,
  search: WaySearch,
  { places, mayTurnRound }: Over,
): readonly Way[] | { readonly unreached: number } {
  const ways: Way[] = [];
  for (const [i, to] of places.entries()) {
    const from = places[i - 1];
    if (from === undefined) continue;
    const way = findWay(roads, search, { from, to });
    if (way === undefined) return { unreached: i };
    ways.push(way);
  }
  const isGood = ways.every((way, i) => {
    const next = ways[i + 1];
    return next === undefined || !turnsRound(roads, search, { came: way.end, goes: next.start });
  });
  return mayTurnRound || isGood ? ways : straightWays(roads, search, places);
}

/** Whether one turns round in the middle of a road that also leads on. */
export function turnsRound(
  { graph }: Roads,
  { cost }: Pick<WaySearch, "cost">,
  { came, goes }: { readonly came: Spot; readonly goes: Spot },
): boolean {
  const back = graph.twin[came.arc]!;
  if (goes.arc !== back || back === came.arc) return false;
  const ahead = graph.head[came.arc]!;
  for (let arc = graph.firstArc[ahead]!; arc < graph.firstArc[ahead + 1]!; arc++) {
    if (arc !== back && cost[arc]! < NEVER) return true;
  }
  return false;
}

/** The best way so far that ends at a spot, and how often one turns round on it. */
interface Arrival {
  readonly spot: Spot;
  readonly turns: number;
  readonly cost: number;
  readonly way: Way;
  readonly before: Arrival | undefined;
}

/** Place by place, the best way to each spot of it: by which one comes decides how one may go on. */
function straightWays(roads: Roads, search: WaySearch, places: readonly Phantom[]): readonly Way[] {
  let arrivals: readonly Arrival[] = [];
  for (const [i, to] of places.entries()) {
    const from = places[i - 1];
    if (from === undefined) continue;
    arrivals = to.spots.flatMap((end) => {
      const each = from.spots.flatMap((start) => {
        const asked = { from: { ...from, spots: [start] }, to: { ...to, spots: [end] } };
        const way = findWay(roads, search, asked);
        return way === undefined ? [] : goneOn(roads, search, { arrivals, way });
      });
      return each.length === 0 ? [] : [each.reduce(better)];
    });
  }
  let last: Arrival | undefined = arrivals.reduce(better);
  const ways: Way[] = [];
  for (; last !== undefined; last = last.before) ways.push(last.way);
  return ways.toReversed();
}

/** How one may have come before a way; the first way has nothing before it. */
function goneOn(
  roads: Roads,
  search: WaySearch,
  { arrivals, way }: { readonly arrivals: readonly Arrival[]; readonly way: Way },
): readonly Arrival[] {
  const { start, end: spot, cost } = way;
  if (arrivals.length === 0) return [{ spot, turns: 0, cost, way, before: undefined }];
  return arrivals.map((before) => {
    const turn = turnsRound(roads, search, { came: before.spot, goes: start });
    return { spot, turns: before.turns + Number(turn), cost: before.cost + cost, way, before };
  });
}

function better(one: Arrival, other: Arrival): Arrival {
  return (other.turns - one.turns || other.cost - one.cost) < 0 ? other : one;
}
