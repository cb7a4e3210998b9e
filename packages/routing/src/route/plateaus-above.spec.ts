import { describe, expect, test } from "vitest";
import { openCostField } from "../cch/cost-field.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { judgeAlternatives } from "../specs/judge-alternatives.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { mapOfRoads } from "../specs/map-of-roads.ts";
import { hasNewYork, readNewYork } from "../specs/new-york.ts";
import { seededDice } from "../tour/dice.ts";
import { plateausAbove } from "./plateaus-above.ts";
import { plateausOf } from "./plateaus.ts";
import { openRoads, type Roads } from "./roads.ts";
import { openTariff } from "./tariff.ts";

const drive = { vehicle: USUAL_VEHICLES.car, unit: "time" } as const;
const UNHURRIED_MS = 60_000;

/** What is found of the plateaus between two nodes by looking at every arc, and by looking at regions alone. */
function bothWays(roads: Roads, [start, goal]: readonly [number, number]) {
  const tariff = openTariff(roads, drive);
  const question = { from: [{ node: start, cost: 0 }], to: [{ node: goal, cost: 0 }] };
  const best = tariff.pathOf(question)?.cost ?? 0;
  const asked = { question, costMax: Math.floor(best * 1.3), ownMin: Math.max(1, best * 0.05) };
  const fields = {
    from: openCostField(roads.cch, tariff.metric, { from: question.from }),
    to: openCostField(roads.cch, tariff.metric, { to: question.to }),
  };
  const [all, above] = [
    plateausOf(roads, tariff, asked),
    plateausAbove(roads, tariff.cost, { ...asked, fields }),
  ];
  return { all, above };
}

describe("other ways worth a thought on a long way", () => {
  test("lead over stretches that looking at every arc finds as well, from where they pass between regions", async () => {
    const roads = openRoads(await corridorMap());
    const dice = seededDice(5);
    const pick = () => Math.floor(dice() * roads.expanded.nodeCount);
    let count = 0;
    for (let i = 0; i < 40; i++) {
      const { all, above } = bothWays(roads, [pick(), pick()]);
      const known = new Map(all.map((one) => [one.arcs.at(-1), one]));
      for (const { arcs, wayCost } of above) {
        const whole = known.get(arcs.at(-1));
        expect(whole?.arcs.slice(-arcs.length)).toEqual(arcs);
        expect(whole?.wayCost).toBe(wayCost);
        count++;
      }
    }
    expect(count).toBeGreaterThan(10);
  });

  test.skipIf(!hasNewYork)(
    "keep what they promise across New York (skipped where ../shared is not there)",
    { timeout: UNHURRIED_MS },
    () => {
      const roads = openRoads(mapOfRoads(readNewYork("distance").graph));
      const asked = { ...drive, unit: "distance" } as const;
      const found = judgeAlternatives(roads, asked, { pairs: 6, dice: seededDice(3) });
      expect(found).toBeGreaterThanOrEqual(3);
    },
  );
});
