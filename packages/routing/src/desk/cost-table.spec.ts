import { isRefusal } from "@msafara/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { NEVER } from "../graph/never.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { findWay } from "../route/find-way.ts";
import { layRoute } from "../route/lay-route.ts";
import { openRoads, type Roads } from "../route/roads.ts";
import { openTariff, type Tariff } from "../route/tariff.ts";
import type { Phantom } from "../snap/phantom.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { seededDice } from "../tour/dice.ts";
import { costTable } from "./cost-table.ts";
import { wayOfSlots } from "./way-sums.ts";

const PLACES = 40;

let roads: Roads;
let places: readonly Phantom[];

beforeAll(async () => {
  roads = openRoads(await corridorMap());
  const dice = seededDice(9);
  const { graph } = roads;
  places = Array.from({ length: PLACES }, () => {
    // Beside the middle of a road, which most places are; some of them share one.
    const arc = Math.floor(dice() * 60) * Math.floor(graph.arcCount / 60);
    const [from, to] = [roads.tail[arc]!, graph.head[arc]!];
    const share = dice();
    const at = (side: Int32Array) => Math.round(side[from]! + (side[to]! - side[from]!) * share);
    const place = roads.snap({ lat: at(graph.lat), lng: at(graph.lng) }, { withinM: 50_000 });
    if (isRefusal(place)) expect.unreachable("it lies beside a road");
    return place;
  });
});

/** What is wrong in a table, cell by cell, judged by ways that are laid one by one. */
function wrongIn(tariff: Tariff, spoilt = 0): readonly string[] {
  const sums = wayOfSlots(roads, tariff);
  for (const slot of sums.distanceCm.keys()) sums.distanceCm[slot]! += spoilt;
  const table = costTable(roads, { tariff, sums, from: places, to: places });
  return places.flatMap((from, row) =>
    places.flatMap((to, column) => {
      const way = findWay(roads, tariff, { from, to });
      const cell = row * PLACES + column;
      const [distance, duration] = [table.distanceCm[cell]!, table.durationDs[cell]!];
      if (way === undefined) return distance === NEVER && duration === NEVER ? [] : [`${cell}`];
      const right = layRoute(roads, { drive: tariff.drive, ways: [way], withSteps: false });
      const isRight = distance === right.distanceCm && duration === right.durationDs;
      // Of two ways that cost the same either may be told, if it is one.
      return isRight || (tariff.drive.unit === "time" && duration === right.durationDs)
        ? []
        : [`${cell}: ${distance} ${duration}, expected ${right.distanceCm} ${right.durationDs}`];
    }),
  );
}

describe("U100: a table of ways", () => {
  test.for([["time"], ["distance"]] as const)(
    "says of each pair by %s what its way says",
    ([unit]) => {
      const tariff = openTariff(roads, { vehicle: USUAL_VEHICLES.truck, unit });
      expect(wrongIn(tariff).slice(0, 3)).toEqual([]);
    },
  );

  test("which is no idle test: a slot that is a centimetre off is seen", () => {
    const tariff = openTariff(roads, { vehicle: USUAL_VEHICLES.truck, unit: "distance" });
    expect(wrongIn(tariff, 1).length).toBeGreaterThan(PLACES);
  });
});
