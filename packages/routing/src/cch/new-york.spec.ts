import { beforeAll, describe, expect, test } from "vitest";
import { dijkstra } from "../search/dijkstra.ts";
import { expectAddsUp } from "../specs/add-up.ts";
import { PAIRS } from "../specs/how-many-pairs.ts";
import { hasNewYork, readNewYork } from "../specs/new-york.ts";
import type { Dimacs } from "../specs/read-dimacs.ts";
import { buildCch, type Cch } from "./build-cch.ts";
import { costMatrix } from "./cost-matrix.ts";
import { customise, openMetric } from "./customise.ts";
import { openQuery } from "./open-query.ts";
import { orderNodes } from "./order-nodes.ts";

const PLENTY_MS = 240_000;
/** With every start goes every goal. */
const GOALS = 20;
const STARTS = Math.max(10, Math.ceil(PAIRS / GOALS));

/** Nodes all over the city, the same in every run: multiples of the golden ratio spread evenly. */
function spread(count: number, { size, skip }: { size: number; skip: number }): readonly number[] {
  const part = (i: number) => ((skip + i) * 0.618_033_988_749_895) % 1;
  return Array.from({ length: count }, (_, i) => Math.floor(part(i) * size));
}

describe.skipIf(!hasNewYork)("U100: New York, where its map is at hand", () => {
  let distance: Dimacs;
  let cch: Cch;

  beforeAll(() => {
    distance = readNewYork("distance");
    cch = buildCch(distance.graph, orderNodes(distance.graph));
  }, PLENTY_MS);

  test.for(["distance", "time"] as const)(
    "is exact for every pair of starts and goals by %s",
    { timeout: PLENTY_MS },
    (measure) => {
      const { graph, cost } = measure === "distance" ? distance : readNewYork(measure);
      expect(
        Buffer.compare(Buffer.from(graph.head.buffer), Buffer.from(distance.graph.head.buffer)),
      ).toBe(0);
      const metric = customise(cch, openMetric(cch, cost));
      const from = spread(STARTS, { size: graph.nodeCount, skip: 0 });
      const to = spread(GOALS, { size: graph.nodeCount, skip: STARTS });
      const matrix = costMatrix(cch, metric, { from, to });
      const query = openQuery(cch);
      for (const [row, start] of from.entries()) {
        const judge = dijkstra({ network: graph, cost, from: start });
        for (const [column, goal] of to.entries()) {
          const path = query.pathOf(metric, {
            from: [{ node: start, cost: 0 }],
            to: [{ node: goal, cost: 0 }],
          });
          expect(path?.cost).toBe(judge.cost[goal]);
          expect(matrix[row * GOALS + column]).toBe(judge.cost[goal]);
          expectAddsUp(path!, { network: graph, cost, from: start, to: goal });
        }
      }
    },
  );
});
