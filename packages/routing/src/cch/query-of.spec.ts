import { assert, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { NEVER } from "../graph/never.ts";
import { dijkstra } from "../search/dijkstra.ts";
import { expectAddsUp } from "../specs/add-up.ts";
import { randomRoads } from "../specs/random-roads.ts";
import { buildCch } from "./build-cch.ts";
import { customise, openMetric } from "./customise.ts";
import { orderNodes } from "./order-nodes.ts";
import { queryOf } from "./query-of.ts";

describe("the query that tariffs share", () => {
  test("is one for each hierarchy", () => {
    assert(
      property(randomRoads, ({ graph }) => {
        const [cch, other] = [0, 1].map(() => buildCch(graph, orderNodes(graph)));
        expect(queryOf(cch!)).toBe(queryOf(cch!));
        expect(queryOf(other!)).not.toBe(queryOf(cch!));
      }),
      { numRuns: 5 },
    );
  });

  test("knows nothing of the tariff that it was asked on before", () => {
    assert(
      property(randomRoads, randomRoads, ({ graph, cost, from }, { cost: others }) => {
        const cch = buildCch(graph, orderNodes(graph));
        const sides = [cost, cost.map((price, arc) => others[arc] ?? price)].map((prices) => ({
          cost: prices,
          metric: customise(cch, openMetric(cch, prices)),
          judge: dijkstra({ network: graph, cost: prices, from }),
        }));
        for (let to = 0; to < graph.nodeCount; to++) {
          const question = { from: [{ node: from, cost: 0 }], to: [{ node: to, cost: 0 }] };
          for (const { metric, judge, cost: paid } of sides) {
            const path = queryOf(cch).pathOf(metric, question);
            expect(path?.cost ?? NEVER).toBe(judge.cost[to]);
            if (path !== undefined) expectAddsUp(path, { network: graph, cost: paid, from, to });
          }
        }
      }),
    );
  });
});
