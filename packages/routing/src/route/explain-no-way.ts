import { refuse, type Refusal } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import { turnMetric } from "../graph/turn-metric.ts";
import { dijkstra, pathTo } from "../search/dijkstra.ts";
import type { Drive } from "./drive.ts";
import { questionOf, type WayAsked } from "./find-way.ts";
import { type Hinder, hinderOf, type Obstacle, roadNamed } from "./obstacle.ts";
import type { Roads } from "./roads.ts";
import { turnLawOf } from "./tariff.ts";

/** Why there is no way: the fewest obstacles, each of which must go, or that nothing joins the two places. */
export type NoWay = Refusal<"no-way"> & {
  readonly why: "obstacles" | "turns" | "apart";
  readonly obstacles: readonly Obstacle[];
};

/**
 * Explains why there is no way. It looks for the way that meets the fewest obstacles, then puts them back one by
 * one: those without which there would still be a way are not the reason.
 */
export function explainNoWay(
  roads: Roads,
  { drive, asked }: { readonly drive: Drive; readonly asked: WayAsked },
): NoWay {
  const hinder = hinderOf(roads, drive);
  const { expanded, graph } = roads;
  const noCost = new Int32Array(graph.arcCount);
  const turns = turnMetric(expanded, noCost, turnLawOf(graph, drive));
  const found = fewestObstacles(roads, { asked, hinder, turns });
  if (found === undefined) {
    const free = fewestObstacles(roads, { asked, hinder, turns: undefined });
    return noWay(free === undefined ? "apart" : "turns", []);
  }
  const ways = [...new Set(found.map((arc) => roads.graph.way[arc]!))];
  const needed = ways.filter((way) => {
    const spared = (arc: number) => {
      const at = roads.graph.way[arc]!;
      return at !== way && ways.includes(at) ? undefined : hinder(arc);
    };
    return isShut(roads, { asked, hinder: spared, turns });
  });
  const named = (needed.length > 0 ? needed : ways).map((way) =>
    obstacleAt(roads, { hinder, arc: found.find((arc) => roads.graph.way[arc] === way)! }),
  );
  return noWay(named.length === 0 ? "turns" : "obstacles", named);
}

function noWay(why: NoWay["why"], obstacles: readonly Obstacle[]): NoWay {
  return { ...refuse("no-way", { why, obstacles: obstacles.length }), why, obstacles };
}

function obstacleAt(
  roads: Roads,
  { hinder, arc }: { readonly hinder: Hinder; readonly arc: number },
): Obstacle {
  return { ...(hinder(arc) ?? { limit: "closed" }), ...roadNamed(roads, arc) };
}

interface Probe {
  readonly asked: WayAsked;
  readonly hinder: Hinder;
  /** What each arc costs where roads are free and only forbidden turns are closed. Left out, every turn is allowed. */
  readonly turns: Int32Array | undefined;
}

/** The obstacles on the way that has the fewest, one arc each; nothing where even obstacles leave no way. */
function fewestObstacles(roads: Roads, probe: Probe): readonly number[] | undefined {
  const { expanded } = roads;
  const cost = new Int32Array(expanded.arcCount);
  const hindered = Uint8Array.from(roads.graph.head, (_, arc) =>
    Number(probe.hinder(arc) !== undefined),
  );
  for (let arc = 0; arc < cost.length; arc++) {
    const isForbidden = probe.turns !== undefined && probe.turns[arc]! >= NEVER;
    cost[arc] = isForbidden ? NEVER : hindered[expanded.road[arc]!]!;
  }
  const { from, to } = questionOf(roads, { cost }, probe.asked);
  let best = onOneArc(probe.asked, hindered);
  for (const start of from) {
    const search = { network: expanded, cost, from: start.node };
    const reach = dijkstra(search);
    for (const end of to) {
      const path = pathTo(reach, { search, node: end.node });
      if (path === undefined) continue;
      const arcs = [start.spot.arc, ...path.arcs.map((arc) => expanded.road[arc]!), end.spot.arc];
      const met = arcs.filter((arc) => hindered[arc] === 1);
      if (best === undefined || met.length < best.length) best = met;
    }
  }
  return best;
}

/** Two places on one arc, the second after the first, need no junction to meet an obstacle. */
function onOneArc({ from, to }: WayAsked, hindered: Uint8Array): readonly number[] | undefined {
  const shared = from.spots.filter((start) =>
    to.spots.some((end) => end.arc === start.arc && end.alongCm >= start.alongCm),
  );
  const arcs = shared.map(({ arc }) => (hindered[arc] === 1 ? [arc] : []));
  return arcs.toSorted((one, other) => one.length - other.length)[0];
}

function isShut(roads: Roads, probe: Probe): boolean {
  return (fewestObstacles(roads, probe)?.length ?? 1) > 0;
}
