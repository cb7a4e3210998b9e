import { refuse, type Refusal } from "@msafara/kernel";
import { turnMetric } from "../graph/turn-metric.ts";
import type { Drive } from "./drive.ts";
import { fewestObstacles } from "./fewest-obstacles.ts";
import type { WayAsked } from "./find-way.ts";
import { hindrancesOf, type Obstacle, roadNamed } from "./obstacle.ts";
import type { Roads } from "./roads.ts";
import { turnLawOf } from "./tariff.ts";

/** Why there is no way: obstacles without which there is one, and none of which may stay; or that nothing joins them. */
export type NoWay = Refusal<"no-way"> & {
  readonly why: "obstacles" | "turns" | "apart";
  readonly obstacles: readonly Obstacle[];
};

/**
 * Explains why there is no way. It looks for the way that meets the fewest obstacles, then puts them back one by
 * one: what may stay while the others are gone is not the reason. Of a road that must be open all that closes it is told.
 */
export function explainNoWay(
  roads: Roads,
  { drive, asked }: { readonly drive: Drive; readonly asked: WayAsked },
): NoWay {
  const { expanded, graph } = roads;
  const hindrances = hindrancesOf(roads, drive);
  const hindered = new Uint8Array(graph.arcCount).map((_, arc) => hindrances(arc).length && 1);
  const turns = turnMetric(expanded, new Int32Array(graph.arcCount), turnLawOf(graph, drive));
  const search = { asked, hindered, turns };
  const met = fewestObstacles(roads, search);
  if (met === undefined) {
    const wild = { ...search, turns: new Int32Array(expanded.arcCount) };
    return noWay(fewestObstacles(roads, wild) === undefined ? "apart" : "turns", []);
  }
  const spared = new Set(met.map((arc) => graph.way[arc]!));
  for (const way of new Set(spared)) {
    spared.delete(way);
    if (fewestObstacles(roads, { ...search, spared }) === undefined) spared.add(way);
  }
  const left = fewestObstacles(roads, { ...search, spared }) ?? [];
  const named = new Map<string, Obstacle>();
  for (const arc of left) {
    for (const hindrance of hindrances(arc)) {
      const obstacle = { ...hindrance, ...roadNamed(roads, arc) };
      const key = `${graph.way[arc]} ${hindrance.limit}`;
      if (!named.has(key)) named.set(key, obstacle);
    }
  }
  // A way without an obstacle that was not found costs more than can be counted: it is as good as none.
  return noWay(named.size === 0 ? "apart" : "obstacles", [...named.values()]);
}

function noWay(why: NoWay["why"], obstacles: readonly Obstacle[]): NoWay {
  return { ...refuse("no-way", { why, obstacles: obstacles.length }), why, obstacles };
}
