import { array, assert, nat, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { NEVER } from "../graph/never.ts";
import { dijkstra } from "../search/dijkstra.ts";
import { expectAddsUp } from "../specs/add-up.ts";
import { randomRoads } from "../specs/random-roads.ts";
import { buildCch } from "./build-cch.ts";
import { openCostField, sweepCostField } from "./cost-field.ts";
import { costMatrix } from "./cost-matrix.ts";
import { customise, openMetric } from "./customise.ts";
import { openQuery } from "./open-query.ts";
import { orderNodes } from "./order-nodes.ts";

describe("U100: the shortest way", () => {
  test("costs what the plain search says, between any two nodes of any map", () => {
    assert(
      property(randomRoads, ({ graph, cost, from }) => {
        const cch = buildCch(graph, orderNodes(graph));
        const metric = customise(cch, openMetric(cch, cost));
        const query = openQuery(cch);
        const judge = dijkstra({ network: graph, cost, from });
        for (let to = 0; to < graph.nodeCount; to++) {
          const question = { from: [{ node: from, cost: 0 }], to: [{ node: to, cost: 0 }] };
          expect(query.costOf(metric, question)).toBe(judge.cost[to]);
          const path = query.pathOf(metric, question);
          expect(path?.cost ?? NEVER).toBe(judge.cost[to]);
          if (path !== undefined) expectAddsUp(path, { network: graph, cost, from, to });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("follows new costs without a new hierarchy", () => {
    assert(
      property(randomRoads, randomRoads, ({ graph, cost, from }, { cost: others }) => {
        const cch = buildCch(graph, orderNodes(graph));
        const before = customise(cch, openMetric(cch, cost.slice()));
        const now = cost.map((price, arc) => others[arc] ?? price);
        before.road.set(now);
        const metric = customise(cch, before);
        const judge = dijkstra({ network: graph, cost: now, from });
        const { costOf } = openQuery(cch);
        for (let to = 0; to < graph.nodeCount; to++) {
          const question = { from: [{ node: from, cost: 0 }], to: [{ node: to, cost: 0 }] };
          expect(costOf(metric, question)).toBe(judge.cost[to]);
        }
      }),
    );
  });

  test("may begin and end at several nodes, each with a fare of its own", () => {
    assert(
      property(randomRoads, ({ graph, cost, from, to }) => {
        const cch = buildCch(graph, orderNodes(graph));
        const metric = customise(cch, openMetric(cch, cost));
        const starts = [
          { node: from, cost: 3 },
          { node: to, cost: 9 },
          { node: from, cost: 5 },
        ];
        const goals = [
          { node: 0, cost: 2 },
          { node: 1, cost: 0 },
        ];
        const sums = starts.flatMap((start) => {
          const { cost: found } = dijkstra({ network: graph, cost, from: start.node });
          return goals.map((goal) => start.cost + found[goal.node]! + goal.cost);
        });
        const found = openQuery(cch).costOf(metric, { from: starts, to: goals });
        expect(found).toBe(Math.min(NEVER, ...sums));
      }),
    );
  });

  test("is the same from one place to all and from all to one", () => {
    assert(
      property(randomRoads, ({ graph, cost, from, to }) => {
        const cch = buildCch(graph, orderNodes(graph));
        const metric = customise(cch, openMetric(cch, cost));
        const start = { from: [{ node: from, cost: 0 }] };
        const away = openCostField(cch, metric, start);
        expect([...graph.lat.keys()].map(sweepCostField(cch, metric, start))).toEqual(
          [...graph.lat.keys()].map(away),
        );
        const back = openCostField(cch, metric, { to: [{ node: to, cost: 4 }] });
        const all = [...graph.lat.keys()];
        expect(all.map(away)).toEqual([...dijkstra({ network: graph, cost, from }).cost]);
        const toGoal = all.map((node) => dijkstra({ network: graph, cost, from: node }).cost[to]!);
        expect(all.map(back)).toEqual(toGoal.map((paid) => Math.min(NEVER, paid + 4)));
        const swept = sweepCostField(cch, metric, { to: [{ node: to, cost: 4 }] });
        expect(all.map(swept)).toEqual(all.map(back));
      }),
    );
  });

  test("stands in the matrix for every pair", () => {
    assert(
      property(randomRoads, ({ graph, cost }) => {
        const cch = buildCch(graph, orderNodes(graph));
        const metric = customise(cch, openMetric(cch, cost));
        const all = [...graph.lat.keys()];
        const rows = all.flatMap((from) => [...dijkstra({ network: graph, cost, from }).cost]);
        expect([...costMatrix(cch, metric, { from: all, to: all })]).toEqual(rows);
      }),
    );
  });

  test("stands in the matrix whatever is asked: few, none, or the same place twice", () => {
    const some = array(nat(), { maxLength: 6 });
    assert(
      property(randomRoads, some, some, ({ graph, cost }, starts, goals) => {
        const cch = buildCch(graph, orderNodes(graph));
        const metric = customise(cch, openMetric(cch, cost));
        const [from, to] = [starts, goals].map((all) => all.map((any) => any % graph.nodeCount));
        const rows = from!.flatMap((start) => {
          const judge = dijkstra({ network: graph, cost, from: start });
          return to!.map((goal) => judge.cost[goal]!);
        });
        expect([...costMatrix(cch, metric, { from: from!, to: to! })]).toEqual(rows);
      }),
    );
  });
});
