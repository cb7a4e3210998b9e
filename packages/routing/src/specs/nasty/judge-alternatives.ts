import type { Way } from "../../route/find-way.ts";
import type { Route } from "../../route/route.ts";
import { type JudgedRoads, SHUT } from "./judge-roads.ts";
import { paidUpTo } from "./judge-ways.ts";

/** What is wrong with other ways beside the best, by what is promised of them. */
export function wrongAlternatives(
  judged: JudgedRoads,
  routes: readonly Route[],
): readonly string[] {
  const [best, ...others] = routes;
  const wrong: string[] = [];
  for (const [i, other] of others.entries()) {
    const way = other.legs[0]!.way;
    const before = routes.slice(0, i + 1).map(({ legs }) => legs[0]!.way);
    if (other.cost < routes[i]!.cost) wrong.push(`alternative ${i} stands behind a dearer one`);
    if (other.cost > Math.floor(best!.cost * 1.3))
      wrong.push(`alternative ${i} costs ${other.cost} beside ${best!.cost}`);
    const same = before.some(({ pieces }) => JSON.stringify(pieces) === JSON.stringify(way.pieces));
    if (same) wrong.push(`alternative ${i} is one of the others`);
    const shared = sharedOf(judged, way, [best!.legs[0]!.way]);
    if (shared > 0.7 + 1e-9) wrong.push(`alternative ${i} is ${shared} the same as the best`);
    const junctions = way.pieces.slice(0, -1).map(({ arc }) => judged.graph.head[arc]!);
    if (new Set(junctions).size < junctions.length)
      wrong.push(`alternative ${i} comes by a junction twice`);
    if (judged.rules.length === 0)
      wrong.push(...bentOf(judged, way, best!.cost / 4).map((each) => `alternative ${i} ${each}`));
  }
  return wrong;
}

function sharedOf(judged: JudgedRoads, way: Way, others: readonly Way[]): number {
  const paid = ({ pieces }: Way) =>
    pieces
      .filter(({ fromCm, toCm }) => toCm > fromCm)
      .map(({ arc, fromCm, toCm }) => {
        const cost = judged.cost[arc]!;
        return {
          arc,
          paid:
            paidUpTo(judged, cost, { arc, alongCm: toCm }) -
            paidUpTo(judged, cost, { arc, alongCm: fromCm }),
        };
      });
  const taken = new Set(others.flatMap((other) => paid(other).map(({ arc }) => arc)));
  const all = paid(way);
  const sum = (some: typeof all) => some.reduce((total, one) => total + one.paid, 0);
  return sum(all) === 0 ? 0 : sum(all.filter(({ arc }) => taken.has(arc))) / sum(all);
}

/** Rows of whole arcs that cost so much at most, and could be cut short. */
function bentOf(
  { graph, cost, tail }: JudgedRoads,
  { pieces }: Way,
  span: number,
): readonly string[] {
  const arcs = pieces.slice(1, -1).map(({ arc }) => arc);
  return arcs.flatMap((first, i) => {
    const least = plainCosts({ graph, cost, tail }, tail[first]!);
    let paid = 0;
    for (const arc of arcs.slice(i)) {
      paid += cost[arc]!;
      if (paid > span) return [];
      if (least[graph.head[arc]!]! < paid)
        return [`could be cut short between ${first} and ${arc}`];
    }
    return [];
  });
}

/** Bellman's way: nothing is clever about it. */
function plainCosts(
  { graph, cost, tail }: Pick<JudgedRoads, "graph" | "cost" | "tail">,
  from: number,
): readonly number[] {
  const least = Array.from(graph.lat, () => Infinity);
  least[from] = 0;
  for (let left = graph.nodeCount; left > 0; left--) {
    for (const [arc, paid] of cost.entries()) {
      const head = graph.head[arc]!;
      if (paid < SHUT) least[head] = Math.min(least[head]!, least[tail[arc]!]! + paid);
    }
  }
  return least;
}
