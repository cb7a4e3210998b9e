import { describe, expect, test } from "vitest";
import { buildRoadGraph } from "../graph/build-road-graph.ts";
import type { RoadGraph } from "../graph/road-graph.ts";
import { dijkstra } from "../search/dijkstra.ts";
import { buildCch } from "./build-cch.ts";
import { costMatrix } from "./cost-matrix.ts";
import { customise, openMetric } from "./customise.ts";
import { orderNodes } from "./order-nodes.ts";

const WIDE = 20;

/** A town of square blocks whose streets are driven both ways, so many degrees apart. */
function town(step: number): RoadGraph {
  const nodes = Array.from({ length: WIDE * WIDE }, (_, node) => node);
  const streets = nodes.flatMap((node) => [
    ...(node % WIDE < WIDE - 1 ? [[node, node + 1] as const] : []),
    ...(node + WIDE < WIDE * WIDE ? [[node, node + WIDE] as const] : []),
  ]);
  const arcs = streets.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]);
  return buildRoadGraph({
    version: "town",
    lat: Int32Array.from(nodes, (node) => Math.floor(node / WIDE) * step),
    lng: Int32Array.from(nodes, (node) => (node % WIDE) * step),
    tail: Uint32Array.from(arcs, ([tail]) => tail),
    head: Uint32Array.from(arcs, ([, head]) => head),
    lengthCm: Uint32Array.from(arcs, (_, i) => 1 + ((i * 7_919) % 101)),
    speed: new Uint16Array(arcs.length).fill(500),
  });
}

describe("an order of nodes", () => {
  test.for([
    ["a town", 1_000],
    ["a town on one spot", 0],
  ] as const)("ranks each node of %s once", ([, step]) => {
    const order = orderNodes(town(step));
    expect([...order].toSorted((a, b) => a - b)).toEqual([...order.keys()]);
  });

  test("keeps the lines of a town of blocks within a few of its streets", () => {
    const graph = town(1_000);
    expect(buildCch(graph, orderNodes(graph)).heightMax).toBeLessThan(5 * WIDE);
  });

  test("makes a hierarchy that is exact in all of the town", () => {
    const graph = town(1_000);
    const cost = Int32Array.from(graph.lengthCm);
    const cch = buildCch(graph, orderNodes(graph));
    const metric = customise(cch, openMetric(cch, cost));
    const to = [...graph.lat.keys()];
    for (const from of [0, 7, 210, 399]) {
      const judge = dijkstra({ network: graph, cost, from }).cost;
      expect(costMatrix(cch, metric, { from: [from], to })).toEqual(judge);
    }
  });
});
