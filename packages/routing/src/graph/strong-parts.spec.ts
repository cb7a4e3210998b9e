import { assert, property } from "fast-check";
import { expect, test } from "vitest";
import { dijkstra } from "../search/dijkstra.ts";
import { randomRoads } from "../specs/random-roads.ts";
import { NEVER } from "./never.ts";
import { strongParts } from "./strong-parts.ts";

test("two nodes are of one part if there is a way there and a way back, and else of two", () => {
  assert(
    property(randomRoads, ({ graph, cost }) => {
      const { part, sizes } = strongParts(graph, cost);
      const reach = Array.from({ length: graph.nodeCount }, (_, from) =>
        dijkstra({ network: graph, cost, from }),
      );
      const joins = (one: number, other: number) => reach[one]!.cost[other]! < NEVER;
      for (let one = 0; one < graph.nodeCount; one++) {
        const own = Array.from(part.keys()).filter((other) => part[other] === part[one]);
        const both = Array.from(part.keys()).filter(
          (other) => joins(one, other) && joins(other, one),
        );
        expect(own).toEqual(both);
        expect(sizes[part[one]!]).toBe(own.length);
      }
    }),
    { numRuns: 200 },
  );
});
