import { assert, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { buildCch } from "../cch/build-cch.ts";
import { customise, openMetric } from "../cch/customise.ts";
import { openQuery } from "../cch/open-query.ts";
import { orderNodes } from "../cch/order-nodes.ts";
import { dijkstraPath } from "../search/dijkstra.ts";
import { allows, lawfulDijkstra } from "../specs/lawful-dijkstra.ts";
import { randomLaw } from "../specs/random-roads.ts";
import { expandJunctions, nodesAt } from "./expand-junctions.ts";
import { NEVER } from "./never.ts";
import type { RoadGraph, TurnRule } from "./road-graph.ts";
import { turnMetric } from "./turn-metric.ts";
import { USUAL_VEHICLES } from "./vehicle.ts";

const { car, truck } = USUAL_VEHICLES;

/** Drives a path rule by rule. */
function isLawful({ turnRules }: RoadGraph, arcs: readonly number[]): boolean {
  return arcs.every((arc, i) => turnRules.every((rule) => allows(rule, arcs.slice(0, i), arc)));
}

describe("U100: turn rules", () => {
  test("are obeyed by a plain search on expanded roads, and cost no more than they must", () => {
    assert(
      property(randomLaw, ({ graph, cost, from, to }) => {
        const network = expandJunctions(graph);
        const turns = turnMetric(network, cost, { graph, vehicle: truck });
        const path = dijkstraPath({ network, cost: turns, from }, nodesAt(network, to));
        expect(path?.cost ?? NEVER).toBe(lawfulDijkstra(graph, { cost, from })[to]);
        const driven = (path?.arcs ?? []).map((arc) => network.road[arc]!);
        expect(isLawful(graph, driven)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("are obeyed by the hierarchy between any two nodes", () => {
    assert(
      property(randomLaw, ({ graph, cost, from }) => {
        const network = expandJunctions(graph);
        const road = turnMetric(network, cost, { graph, vehicle: car });
        const cch = buildCch(network, orderNodes(network));
        const metric = customise(cch, openMetric(cch, road));
        const query = openQuery(cch);
        const judge = lawfulDijkstra(graph, { cost, from });
        for (let junction = 0; junction < graph.nodeCount; junction++) {
          const to = nodesAt(network, junction).map((node) => ({ node, cost: 0 }));
          const path = query.pathOf(metric, { from: [{ node: from, cost: 0 }], to });
          expect(path?.cost ?? NEVER).toBe(judge[junction]);
          const driven = (path?.arcs ?? []).map((arc) => network.road[arc]!);
          expect(isLawful(graph, driven)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.for([
    ["bind whom they name", { binds: ["hgv"] }, true],
    ["leave alone whom they do not name", { binds: ["car"] }, false],
    ["hold at all times unless someone knows better", { when: "Mo-Fr 07:00-09:00" }, true],
  ] as const)("%s", ([, spoil, isBound]) => {
    assert(
      property(randomLaw, ({ graph: drawn, cost, from }) => {
        const turnRules = drawn.turnRules.map((rule): TurnRule => ({ ...rule, ...spoil }));
        const graph = { ...drawn, turnRules };
        const network = expandJunctions(graph);
        const turns = turnMetric(network, cost, { graph, vehicle: truck });
        const judge = lawfulDijkstra(isBound ? graph : { ...graph, turnRules: [] }, { cost, from });
        for (let to = 0; to < graph.nodeCount; to++) {
          const path = dijkstraPath({ network, cost: turns, from }, nodesAt(network, to));
          expect(path?.cost ?? NEVER).toBe(judge[to]);
        }
      }),
    );
  });

  test("with a condition sleep outside their hours", () => {
    assert(
      property(randomLaw, ({ graph: drawn, cost, from, to }) => {
        const turnRules = drawn.turnRules.map((rule) => ({ ...rule, when: "Mo-Fr 07:00-09:00" }));
        const graph = { ...drawn, turnRules };
        const network = expandJunctions(graph);
        const turns = turnMetric(network, cost, { graph, vehicle: car, holds: () => false });
        const free = dijkstraPath({ network: graph, cost, from }, [to]);
        const path = dijkstraPath({ network, cost: turns, from }, nodesAt(network, to));
        expect(path?.cost).toBe(free?.cost);
      }),
    );
  });

  test("split nothing where there are none", () => {
    assert(
      property(randomLaw, ({ graph: drawn }) => {
        const network = expandJunctions({ ...drawn, turnRules: [] });
        expect(network.nodeCount).toBe(drawn.nodeCount);
        expect(network.head).toEqual(drawn.head);
      }),
    );
  });
});
