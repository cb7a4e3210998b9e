import { assert, property } from "fast-check";
import { expect, test } from "vitest";
import { randomRoads } from "../specs/random-roads.ts";
import { buildCch } from "./build-cch.ts";
import { openCostField, openFieldPaper } from "./cost-field.ts";
import { customise, openMetric } from "./customise.ts";
import { orderNodes } from "./order-nodes.ts";

test("a field on paper that was used before is the one on fresh paper", () => {
  assert(
    property(randomRoads, ({ graph, cost, from, to }) => {
      const cch = buildCch(graph, orderNodes(graph));
      const metric = customise(cch, openMetric(cch, cost));
      const paper = openFieldPaper(cch);
      const ends = [from, to].map((node) => [{ node, cost: 2 }]);
      for (const seeds of [...ends, ...ends]) {
        for (const asked of [{ from: seeds }, { to: seeds }]) {
          const [used, fresh] = [paper.open(metric, asked), openCostField(cch, metric, asked)];
          for (let node = 0; node < graph.nodeCount; node++) {
            expect(used(node)).toBe(fresh(node));
          }
        }
      }
    }),
  );
});
