import { assert, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { NEVER } from "../graph/never.ts";
import { type Network, tailsOf } from "../graph/network.ts";
import { expectAddsUp } from "../specs/add-up.ts";
import { randomRoads } from "../specs/random-roads.ts";
import { dijkstra, dijkstraPath } from "./dijkstra.ts";

/** Relaxes every arc until nothing changes: slow, and too simple to be wrong. */
function bellmanFord(network: Network, cost: Int32Array, from: number): Int32Array {
  const tail = tailsOf(network);
  const best = new Int32Array(network.nodeCount).fill(NEVER);
  best[from] = 0;
  for (let round = 0; round < network.nodeCount; round++) {
    for (let arc = 0; arc < network.arcCount; arc++) {
      const found = best[tail[arc]!]! + cost[arc]!;
      if (found < best[network.head[arc]!]!) best[network.head[arc]!] = found;
    }
  }
  return best;
}

describe("U100: the plain search", () => {
  test("finds what patience finds", () => {
    assert(
      property(randomRoads, ({ graph, cost, from }) => {
        const { cost: found } = dijkstra({ network: graph, cost, from });
        expect(found).toEqual(bellmanFord(graph, cost, from));
      }),
      { numRuns: 500 },
    );
  });

  test("tells a way that adds up to its cost", () => {
    assert(
      property(randomRoads, ({ graph, cost, from, to }) => {
        const path = dijkstraPath({ network: graph, cost, from }, [to]);
        if (path !== undefined) expectAddsUp(path, { network: graph, cost, from, to });
      }),
    );
  });

  test("takes the nearest of several goals", () => {
    assert(
      property(randomRoads, ({ graph, cost, from, to }) => {
        const both = dijkstraPath({ network: graph, cost, from }, [to, 0]);
        const each = [to, 0].map(
          (goal) => dijkstraPath({ network: graph, cost, from }, [goal])?.cost,
        );
        const known = each.filter((found) => found !== undefined);
        expect(both?.cost).toBe(known.length === 0 ? undefined : Math.min(...known));
      }),
    );
  });

  test("has nowhere to go without a goal", () => {
    assert(
      property(randomRoads, ({ graph, cost, from }) => {
        expect(dijkstraPath({ network: graph, cost, from }, [])).toBeUndefined();
      }),
    );
  });
});
