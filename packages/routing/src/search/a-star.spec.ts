import { assert, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { NEVER } from "../graph/never.ts";
import { expectAddsUp } from "../specs/add-up.ts";
import { randomRoads } from "../specs/random-roads.ts";
import { aStar, openEstimate } from "./a-star.ts";
import { dijkstraPath } from "./dijkstra.ts";

describe("U105: A* with traffic as its weights", () => {
  test("costs what Dijkstra's way costs, on any map and with any closure", () => {
    assert(
      property(randomRoads, ({ graph, cost, from, to }) => {
        const estimate = openEstimate(graph, cost);
        const path = aStar({ network: graph, cost, from }, { to, estimate });
        const judge = dijkstraPath({ network: graph, cost, from }, [to]);
        expect(path?.cost).toBe(judge?.cost);
        if (path !== undefined) expectAddsUp(path, { network: graph, cost, from, to });
      }),
      { numRuns: 500 },
    );
  });

  test("goes round a jam that the map does not know", () => {
    assert(
      property(randomRoads, ({ graph, cost, from, to }) => {
        const before = dijkstraPath({ network: graph, cost, from }, [to]);
        const jammed = before?.arcs[0];
        if (jammed === undefined) return;
        const traffic = cost.slice();
        traffic[jammed] = NEVER;
        const estimate = openEstimate(graph, traffic);
        const path = aStar({ network: graph, cost: traffic, from }, { to, estimate });
        expect(path?.arcs ?? []).not.toContain(jammed);
      }),
    );
  });
});
