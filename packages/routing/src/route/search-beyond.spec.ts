import { assert, nat, property, uniqueArray } from "fast-check";
import { describe, expect, test } from "vitest";
import { NEVER } from "../graph/never.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { dijkstraPath } from "../search/dijkstra.ts";
import { expectAddsUp } from "../specs/add-up.ts";
import { mapOfRoads } from "../specs/map-of-roads.ts";
import { randomLaw } from "../specs/random-roads.ts";
import { openRoads } from "./roads.ts";
import { searchBeyond } from "./search-beyond.ts";
import { openTariff } from "./tariff.ts";

describe("U105: A* beyond what the hierarchy knows", () => {
  test("costs what Dijkstra's way costs, whatever has been closed or slowed since", () => {
    const changes = uniqueArray(nat(), { maxLength: 6 });
    assert(
      property(randomLaw, changes, ({ graph, from, to }, changed) => {
        const roads = openRoads(mapOfRoads(graph));
        const { expanded } = roads;
        const tariff = openTariff(roads, { vehicle: USUAL_VEHICLES.car, unit: "distance" });
        const cost = tariff.cost.slice();
        for (const [i, any] of changed.entries()) {
          const arc = any % Math.max(1, cost.length);
          if (cost.length > 0) cost[arc] = i % 2 === 0 ? NEVER : Math.min(NEVER, cost[arc]! * 3);
        }
        // Asked in turn on one paper, with what has changed and without: none may see what another wrote.
        const asked = [cost, tariff.cost, cost].flatMap((price) => [
          { price, from, to },
          { price, from: to, to: from },
        ]);
        for (const { price, ...ends } of asked) {
          const question = {
            from: [{ node: ends.from, cost: 2 }],
            to: [{ node: ends.to, cost: 5 }],
          };
          const path = searchBeyond(roads, tariff, price).pathOf(question);
          const judged = { network: expanded, cost: price };
          const judge = dijkstraPath({ ...judged, from: ends.from }, [ends.to]);
          expect(path?.cost).toBe(judge === undefined ? undefined : judge.cost + 7);
          if (path !== undefined)
            expectAddsUp({ ...path, cost: path.cost - 7 }, { ...judged, ...ends });
        }
      }),
      { numRuns: 500 },
    );
  });
});
