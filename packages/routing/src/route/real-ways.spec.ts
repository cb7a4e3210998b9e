import { isRefusal } from "@msafara/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { assembleRoads } from "../map/assemble-roads.ts";
import type { RoadMap } from "../map/road-map.ts";
import { PAIRS } from "../specs/how-many-pairs.ts";
import {
  expectRulesBind,
  GIANT,
  limitedArcs,
  rulesOf,
  shutTo,
  wrongReasons,
} from "../specs/bound-by.ts";
import { judgeAlternatives } from "../specs/judge-alternatives.ts";
import { judgePairs } from "../specs/judge-pairs.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { HAS_REAL_MAPS, realMap } from "../specs/map/real-maps.ts";
import { seededDice } from "../tour/dice.ts";
import type { Drive } from "./drive.ts";
import { openRoads, type Roads } from "./roads.ts";
import { openTariff } from "./tariff.ts";

const UNHURRIED_MS = 240_000;
const { car, motorcycle, truck } = USUAL_VEHICLES;

async function readMap(file: string): Promise<RoadMap> {
  const map = await assembleRoads(realMap(file), { version: file });
  if (isRefusal(map)) expect.unreachable(`${file}: ${map.facts["why"]}`);
  return map;
}

/** Traffic as a feed would tell it: some roads jammed, some closed, the same for the same dice. */
function traffic({ graph }: Roads): Uint16Array {
  const dice = seededDice(11);
  return graph.speed.map((free) => {
    const luck = Math.floor(dice() * 100);
    return luck === 0 ? 0 : Math.max(10, Math.round((free * (20 + luck)) / 120));
  });
}

function drivesOn(roads: Roads): readonly (readonly [string, Drive])[] {
  return [
    ["a car by distance", { vehicle: car, unit: "distance" }],
    ["a truck with its limits by time", { vehicle: truck, unit: "time" }],
    ["a truck in traffic", { vehicle: truck, unit: "time", speedNow: traffic(roads) }],
    ["a motorcycle by distance", { vehicle: motorcycle, unit: "distance" }],
    ["a motorcycle in traffic", { vehicle: motorcycle, unit: "time", speedNow: traffic(roads) }],
  ];
}

/** All maps of one suite in one test each: a map is opened once. */
function judgeAll(roads: Roads): void {
  for (const [name, drive] of drivesOn(roads)) {
    const tariff = openTariff(roads, drive);
    const { vehicle } = drive;
    const joined = judgePairs(roads, tariff, { pairs: PAIRS, dice: seededDice(5), vehicle });
    expect(joined, name).toBeGreaterThan(PAIRS / 2);
  }
}

describe("U100: ways between places anywhere on the road are exact", () => {
  test("on the generated map", { timeout: UNHURRIED_MS }, async () => {
    judgeAll(openRoads(await corridorMap()));
  });

  describe.skipIf(!HAS_REAL_MAPS)("(skipped where ../shared is not there)", () => {
    test.for([["nairobi-overpass-a955c3a0.json"], ["nairobi-overpass-0b493904.json"]])(
      "on %s, limits and traffic included",
      { timeout: UNHURRIED_MS },
      async ([file = ""]) => {
        judgeAll(openRoads(await readMap(file)));
      },
    );

    // It takes seconds to read, so that all that is asked of it is asked here.
    describe("on Porto", () => {
      let porto: RoadMap;
      beforeAll(async () => {
        porto = await readMap("r5-porto_portugal.osm.pbf");
      }, UNHURRIED_MS);

      test("turn rules, limits and traffic included", { timeout: UNHURRIED_MS }, () => {
        expect(porto.graph.turnRules.length).toBeGreaterThan(300);
        judgeAll(openRoads(porto));
      });

      test("other ways are proposed for eight pairs of ten", { timeout: UNHURRIED_MS }, () => {
        const roads = openRoads(porto);
        const dice = seededDice(8);
        const pairs = Math.ceil(PAIRS / 2);
        const drive = { vehicle: car, unit: "time" } as const;
        expect(judgeAlternatives(roads, drive, { pairs, dice })).toBeGreaterThan(0.7 * pairs);
      });

      test("C6: of 357 rules 337 bind and 20 cannot, and each limit keeps a giant out and says so, with both figures", () => {
        expectRulesBind(porto);
        // Members beyond the edge of the extract, on paths for people, or a turn that one-ways forbid already.
        const unused = { incomplete: 14, "not-on-roads": 5, "already-impossible": 1 };
        const rules = { relations: 357, forbidding: 337, needless: [], unused };
        expect(rulesOf(porto)).toEqual(rules);
        const limited = limitedArcs(porto.graph);
        expect(limited.length).toBeGreaterThan(40);
        expect(shutTo(porto, { vehicle: GIANT, unit: "time" })).toEqual([limited, limited]);
        expect(wrongReasons(porto, { vehicle: GIANT, unit: "time" })).toEqual([]);
      });
    });
  });
});
