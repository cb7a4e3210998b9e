import { assert, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { tailsOf } from "../graph/network.ts";
import { NEVER } from "../graph/never.ts";
import { expectAddsUp } from "../specs/add-up.ts";
import { type RandomRoads, randomRoads } from "../specs/random-roads.ts";
import { aStar, openEstimate } from "./a-star.ts";
import { dijkstraPath } from "./dijkstra.ts";

/** No road shorter than the straight line, so that an estimate has something to say. */
function asMapped({ graph, cost }: RandomRoads): Int32Array {
  const { lat, lng, head } = graph;
  const tail = tailsOf(graph);
  return cost.map((price, arc) => {
    const [from, to] = [tail[arc]!, head[arc]!];
    return Math.max(price, Math.ceil(Math.hypot(lat[from]! - lat[to]!, lng[from]! - lng[to]!)));
  });
}

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

  test("stays exact where the straight line tells it where to look", () => {
    assert(
      property(randomRoads, (roads) => {
        const { graph, from, to } = roads;
        const cost = asMapped(roads);
        const estimate = openEstimate(graph, cost);
        const path = aStar({ network: graph, cost, from }, { to, estimate });
        expect(path?.cost).toBe(dijkstraPath({ network: graph, cost, from }, [to])?.cost);
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
