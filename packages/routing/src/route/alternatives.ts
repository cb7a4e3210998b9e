import type { Question } from "../cch/open-query.ts";
import { NEVER } from "../graph/never.ts";
import type { Path } from "../search/path.ts";
import type { Roads } from "./roads.ts";
import type { Tariff } from "./tariff.ts";
import { viaPaths } from "./via-paths.ts";

/** How dear another way may be, and how much of it may lie on those that are proposed already. */
const STRETCH = 1.3;
const OVERLAP = 0.7;
/** The part around its middle that must be the best way from its start to its end, as drivers expect. */
const LOCAL = 0.25;
export const ALTERNATIVES_MAX = 3;

/**
 * Other ways worth a thought besides the best, the cheapest first: over some node on which both ends of the
 * search met, not much dearer, mostly on other roads, and without a detour that anybody could cut short.
 */
export function alternativePaths(
  roads: Roads,
  tariff: Tariff,
  { question, best }: { readonly question: Question; readonly best: Path },
): readonly Path[] {
  const chosen: Path[] = [best];
  const costMax = Math.min(NEVER - 1, Math.floor(best.cost * STRETCH));
  for (const { path, via } of viaPaths(roads.cch, tariff.metric, { question, costMax })) {
    if (chosen.length > ALTERNATIVES_MAX) break;
    if (isTwice(roads, path) || sharedShare(roads, tariff, { path, chosen }) > OVERLAP) continue;
    if (isBestNearVia(roads, tariff, { path, via })) chosen.push(path);
  }
  return chosen.slice(1);
}

/** Whether a way comes by the same junction twice. */
function isTwice({ expanded }: Roads, { arcs }: Path): boolean {
  const met = arcs.map((arc) => expanded.junction[expanded.head[arc]!]!);
  return new Set(met).size < met.length;
}

/** How much of a way, by its cost, lies on ways that were chosen before. */
function sharedShare(
  { expanded }: Roads,
  { cost }: Tariff,
  { path, chosen }: { readonly path: Path; readonly chosen: readonly Path[] },
): number {
  const taken = new Set(chosen.flatMap(({ arcs }) => arcs.map((arc) => expanded.road[arc]!)));
  let [shared, all] = [0, 0];
  for (const arc of path.arcs) {
    all += cost[arc]!;
    if (taken.has(expanded.road[arc]!)) shared += cost[arc]!;
  }
  return all === 0 ? 1 : shared / all;
}

/** Whether a way is the best one from a quarter before its via node to a quarter after it. */
function isBestNearVia(
  { expanded, expandedTail }: Roads,
  tariff: Tariff,
  { path, via }: { readonly path: Path; readonly via: number },
): boolean {
  const { cost } = tariff;
  const at = path.arcs.findIndex((arc) => expandedTail[arc] === via);
  if (at < 0) return false;
  const span = path.cost * LOCAL;
  let [first, last, before, after] = [at, at, 0, 0];
  while (first > 0 && before < span) before += cost[path.arcs[--first]!]!;
  while (last < path.arcs.length && after < span) after += cost[path.arcs[last++]!]!;
  const from = expandedTail[path.arcs[first]!]!;
  const to = expanded.head[path.arcs[last - 1]!]!;
  const found = tariff.pathOf({ from: [{ node: from, cost: 0 }], to: [{ node: to, cost: 0 }] });
  return found?.cost === before + after;
}
