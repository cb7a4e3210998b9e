import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { NEVER } from "../graph/never.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { routeOn, type RouteAnswer } from "../route/open-router.ts";
import { openRoads } from "../route/roads.ts";
import { openTariff } from "../route/tariff.ts";
import { blockAt, townMap, type TownRoad } from "../specs/map/town-map.ts";
import { seededDice } from "../tour/dice.ts";
import { layTable, type Standing } from "./lay-table.ts";
import { wayOfSlots } from "./way-sums.ts";

const PLACES = 60;
/** A grid, and beside it whatever nobody drives in or out of. */
const TOWN: readonly TownRoad[] = [
  { over: ["0,0", "5,0", "10,0", "15,0", "20,0"] },
  { over: ["0,10", "10,10", "20,10"] },
  { over: ["0,0", "0,10"] },
  { over: ["20,0", "20,10"] },
  // Two yards that nothing joins, one of them too far from any road of the town.
  { over: ["4,1", "6,1"] },
  { over: ["8,-8", "12,-8"] },
  // One gets in and not out, and out and not in.
  { over: ["10,0", "10,2", "12,2"], tags: { oneway: "yes" } },
  { over: ["17,8", "15,8", "15,10"], tags: { oneway: "yes" } },
  // A limit keeps a truck from this one, close to the town as it is.
  { over: ["5,10", "5,11"], tags: { maxweight: "3.5" } },
  { over: ["10,10", "10,11"], tags: { maxweight: "3.5" } },
  { over: ["10,11", "13,11"] },
];

function tellWay(answer: RouteAnswer) {
  if (!("routes" in answer)) {
    return { what: answer.facts["why"], lengths: { distanceCm: NEVER, durationDs: NEVER } };
  }
  const { distanceCm, durationDs } = answer.routes[0];
  return { what: "way", lengths: { distanceCm, durationDs } };
}

describe("U100: a table of ways", () => {
  test.for([["truck"], ["car"], ["motorcycle"]] as const)(
    "by %s tells of each pair what a route tells, to islands and from them",
    async ([kind]) => {
      const roads = openRoads(await townMap(TOWN));
      const tariff = openTariff(roads, { vehicle: USUAL_VEHICLES[kind], unit: "time" });
      const dice = seededDice(11);
      const standing = Array.from({ length: PLACES }, (): Standing => {
        const position = blockAt(`${dice() * 22 - 1},${dice() * 22 - 9}`);
        const point = { lat: Math.round(position.lat * 1e7), lng: Math.round(position.lng * 1e7) };
        const place = roads.snap(point, { cost: tariff.cost });
        if (isRefusal(place)) expect.unreachable("it lies beside a road");
        return { position, place };
      });
      const sums = wayOfSlots(roads, tariff);
      const table = layTable(roads, { tariff, sums, from: standing, to: standing });
      const told = standing.flatMap(({ position: from }, row) =>
        standing.map(({ position: to }, column) => {
          const cell = row * PLACES + column;
          const stops = [{ position: from }, { position: to }];
          const right = tellWay(routeOn(roads, tariff, { stops, withSteps: false }));
          const [distanceCm, durationDs] = [table.distanceCm[cell]!, table.durationDs[cell]!];
          expect({ row, column, distanceCm, durationDs }).toMatchObject(right.lengths);
          return right.what;
        }),
      );
      const count = (what: string) => told.filter((one) => one === what).length;
      expect(count("way")).toBeGreaterThan(PLACES ** 2 / 2);
      expect(count("apart")).toBeGreaterThan(0);
      expect(count("obstacles") > 0).toBe(kind === "truck");
    },
  );
});
