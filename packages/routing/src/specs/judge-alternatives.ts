import { expect } from "vitest";
import { type ForbiddenRun, forbiddenRuns } from "../graph/forbidden-runs.ts";
import { boundAs } from "../graph/vehicle.ts";
import { LOCAL, OVERLAP, STRETCH } from "../route/alternatives.ts";
import { costUpTo } from "../route/cost-up-to.ts";
import type { Way } from "../route/find-way.ts";
import { openRouter, type RouteAsked } from "../route/open-router.ts";
import type { Drive } from "../route/drive.ts";
import type { Roads } from "../route/roads.ts";
import type { Route } from "../route/route.ts";
import { dijkstraPath } from "../search/dijkstra.ts";
import type { Dice } from "../tour/dice.ts";

/** What a way costs, and the arcs that it drives whole. */
interface Driven {
  readonly paid: number;
  readonly arcs: readonly number[];
}

function drive({ graph }: Roads, cost: Int32Array, way: Way): Driven {
  let paid = 0;
  const arcs: number[] = [];
  for (const { arc, fromCm, toCm } of way.pieces) {
    const upTo = (alongCm: number) =>
      costUpTo(cost[arc]!, { alongCm, lengthCm: graph.lengthCm[arc]! });
    paid += upTo(toCm) - upTo(fromCm);
    if (fromCm === 0 && toCm === graph.lengthCm[arc]) arcs.push(arc);
  }
  return { paid, arcs };
}

/** Whether somewhere on a row of arcs all arcs of a forbidden run follow each other. */
function breaksRule(roads: Roads, { vehicle }: Drive, arcs: readonly number[]): boolean {
  const driven = `,${arcs.join(",")},`;
  const { turnRules } = roads.graph;
  return runsOn(roads).some((run) => {
    const isBinding = turnRules[run.rule]!.binds.includes(boundAs(vehicle));
    return isBinding && driven.includes(`,${run.arcs.join(",")},`);
  });
}

const known = new WeakMap<Roads, readonly ForbiddenRun[]>();

function runsOn(roads: Roads): readonly ForbiddenRun[] {
  const runs = known.get(roads) ?? forbiddenRuns(roads.graph);
  known.set(roads, runs);
  return runs;
}

/** Judges the routes of one answer: what each costs, that it is lawful, and how unlike the others it is. */
function expectWorthy(
  roads: Roads,
  { cost, asked }: { readonly cost: Int32Array; readonly asked: Drive },
  routes: readonly Route[],
): void {
  const [best, ...others] = routes;
  const costs = others.map((other) => other.cost);
  expect(costs).toEqual(costs.toSorted((a, b) => a - b));
  for (const { legs, cost: told } of routes) {
    const { way } = legs[0]!;
    const { paid, arcs } = drive(roads, cost, way);
    expect(paid).toBe(told);
    expect(breaksRule(roads, asked, arcs)).toBe(false);
    expect(told).toBeGreaterThanOrEqual(best!.cost);
    const heads = arcs.map((arc) => roads.graph.head[arc]!);
    // No junction twice: the way to the first may itself be a loop, where rules leave no other.
    if (told > best!.cost) expect(new Set(heads).size).toBe(heads.length);
    expect(told).toBeLessThanOrEqual(Math.floor(best!.cost * STRETCH));
  }
  for (const other of others) {
    const { arcs } = drive(roads, cost, other.legs[0]!.way);
    // Where somebody stands on an arc without driving it, nothing is shared.
    const driven = best!.legs[0]!.way.pieces.filter(({ fromCm, toCm }) => toCm > fromCm);
    const onBest = new Set(driven.map(({ arc }) => arc));
    const both = arcs.filter((arc) => onBest.has(arc)).reduce((sum, arc) => sum + cost[arc]!, 0);
    const all = arcs.reduce((sum, arc) => sum + cost[arc]!, 0);
    expect(both).toBeLessThanOrEqual(all * OVERLAP);
    expectStraight(roads, { cost, way: other.legs[0]!.way, span: best!.cost * LOCAL });
  }
}

/** The arcs between a way's first and last, as they are driven on expanded roads. */
function expandedArcs({ expanded }: Roads, { pieces }: Way): readonly number[] {
  let node = expanded.head[pieces[0]!.arc]!;
  return pieces.slice(1, -1).map(({ arc }) => {
    let at = expanded.firstArc[node]!;
    while (expanded.road[at] !== arc) at++;
    expect(at).toBeLessThan(expanded.firstArc[node + 1]!);
    node = expanded.head[at]!;
    return at;
  });
}

/** Every stretch of whole arcs that costs no more than the span is the best way between its ends. */
function expectStraight(
  roads: Roads,
  { cost, way, span }: { readonly cost: Int32Array; readonly way: Way; readonly span: number },
): void {
  const { expanded, expandedTail } = roads;
  const arcs = expandedArcs(roads, way);
  // Looked at from a few places only: each asks Dijkstra.
  for (let first = 0; first < arcs.length; first += Math.max(1, Math.ceil(arcs.length / 3))) {
    let [last, own] = [first, 0];
    while (last < arcs.length && own + cost[arcs[last]!]! <= span) own += cost[arcs[last++]!]!;
    if (last === first) continue;
    const [from, to] = [expandedTail[arcs[first]!]!, expanded.head[arcs[last - 1]!]!];
    const found = dijkstraPath({ network: expanded, cost, from }, [to]);
    expect(found?.cost).toBe(own);
  }
}

/** Asks for other ways between so many pairs of junctions, judges them, and answers how many pairs had some. */
export function judgeAlternatives(
  roads: Roads,
  asked: Drive,
  { pairs, dice }: { readonly pairs: number; readonly dice: Dice },
): number {
  const router = openRouter(roads, asked);
  const { graph } = roads;
  const { cost } = router.tariff;
  const anyStop = () => {
    const node = Math.floor(dice() * graph.nodeCount);
    return { position: { lat: graph.lat[node]! / 1e7, lng: graph.lng[node]! / 1e7 } };
  };
  let [joined, wide] = [0, 0];
  while (joined < pairs) {
    const wish: RouteAsked = { stops: [anyStop(), anyStop()], alternatives: true };
    const answer = router.route(wish);
    if (!("routes" in answer) || answer.routes[0].cost === 0) continue;
    joined++;
    if (answer.routes.length > 1) wide++;
    expectWorthy(roads, { cost, asked }, answer.routes);
  }
  return wide;
}
