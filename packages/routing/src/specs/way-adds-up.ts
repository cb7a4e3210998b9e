import { expect } from "vitest";
import type { Way, WayAsked } from "../route/find-way.ts";
import { costUpTo } from "../route/cost-up-to.ts";
import type { Roads } from "../route/roads.ts";

/** Drives a way piece by piece: from a spot of the start to one of the goal without a gap, for what it says. */
export function expectWayAddsUp(
  { graph, tail }: Roads,
  { way, cost, asked }: { readonly way: Way; readonly cost: Int32Array; readonly asked: WayAsked },
): void {
  const upTo = (arc: number, alongCm: number) =>
    costUpTo(cost[arc]!, { alongCm, lengthCm: graph.lengthCm[arc]! });
  const sum = way.pieces.reduce(
    (paid, { arc, fromCm, toCm }) => paid + upTo(arc, toCm) - upTo(arc, fromCm),
    0,
  );
  const gaps = way.pieces.filter(({ arc, fromCm }, i) => {
    const before = way.pieces[i - 1];
    if (before === undefined) return false;
    const isWhole = fromCm === 0 && before.toCm === graph.lengthCm[before.arc];
    return !isWhole || graph.head[before.arc] !== tail[arc];
  });
  expect({ sum, gaps }).toEqual({ sum: way.cost, gaps: [] });
  const { pieces, start, end } = way;
  expect([pieces[0]?.arc, pieces[0]?.fromCm]).toEqual([start.arc, start.alongCm]);
  expect([pieces.at(-1)?.arc, pieces.at(-1)?.toCm]).toEqual([end.arc, end.alongCm]);
  expect(asked.from.spots).toContain(start);
  expect(asked.to.spots).toContain(end);
}
