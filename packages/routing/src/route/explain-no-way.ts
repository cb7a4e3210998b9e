import { refuse, type Refusal } from "@msafara/kernel";
import { turnMetric } from "../graph/turn-metric.ts";
import type { Drive } from "./drive.ts";
import { fewestObstacles } from "./fewest-obstacles.ts";
import type { WayAsked } from "./find-way.ts";
import { hinderOf, type Obstacle, roadNamed } from "./obstacle.ts";
import type { Roads } from "./roads.ts";
import { turnLawOf } from "./tariff.ts";

/** Why there is no way: obstacles without which there is one, and none of which may stay; or that nothing joins them. */
export type NoWay = Refusal<"no-way"> & {
  readonly why: "obstacles" | "turns" | "apart";
  readonly obstacles: readonly Obstacle[];
};

/**
 * Explains why there is no way. It looks for the way that meets the fewest obstacles, then puts them back one by
 * one: what may stay while the others are gone is not the reason.
 */
export function explainNoWay(
  roads: Roads,
  { drive, asked }: { readonly drive: Drive; readonly asked: WayAsked },
): NoWay {
  const { expanded, graph } = roads;
  const hinder = hinderOf(roads, drive);
  const hindered = new Uint8Array(graph.arcCount).map((_, arc) =>
    Number(hinder(arc) !== undefined),
  );
  const turns = turnMetric(expanded, new Int32Array(graph.arcCount), turnLawOf(graph, drive));
  const search = { asked, hindered, turns };
  const met = fewestObstacles(roads, search);
  if (met === undefined) {
    const wild = { ...search, turns: new Int32Array(expanded.arcCount) };
    return noWay(fewestObstacles(roads, wild) === undefined ? "apart" : "turns", []);
  }
  const ways = met.map((arc) => graph.way[arc]!);
  const spared = new Set(ways);
  for (const way of ways) {
    spared.delete(way);
    if (fewestObstacles(roads, { ...search, spared }) === undefined) spared.add(way);
  }
  const named = met.flatMap((arc) => {
    const hindrance = spared.has(graph.way[arc]!) ? hinder(arc) : undefined;
    return hindrance === undefined ? [] : [{ ...hindrance, ...roadNamed(roads, arc) }];
  });
  // A way without an obstacle that was not found costs more than can be counted: it is as good as none.
  return noWay(named.length === 0 ? "apart" : "obstacles", named);
}

function noWay(why: NoWay["why"], obstacles: readonly Obstacle[]): NoWay {
  return { ...refuse("no-way", { why, obstacles: obstacles.length }), why, obstacles };
}
