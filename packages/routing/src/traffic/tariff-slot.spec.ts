import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { openRoads } from "../route/roads.ts";
import { townMap } from "../specs/map/town-map.ts";
import { dismissReader, openTariffSlot } from "./tariff-slot.ts";

describe("U102: a tariff that threads share", () => {
  test("is not overwritten where somebody reads it, and is again once he is known to have ended", async () => {
    const roads = openRoads(await townMap([{ over: ["0,0", "1,0"] }]));
    const drive = { vehicle: USUAL_VEHICLES.car, unit: "time" } as const;
    const slot = openTariffSlot(roads, drive);
    const reader = openTariffSlot(roads, drive, { ...slot.memory, reader: 5 });
    const next = { speedNow: roads.graph.speed.slice(), moment: { weekday: 0, minute: 0 } };
    slot.fit(next);
    reader.read((_, version) => {
      expect(version).toBe(1);
      expect(slot.fit(next)).toBe(2);
      expect(slot.fit(next)).toMatchObject({ refused: "metric-in-use" });
      expect(slot.read((__, now) => now)).toBe(2);
      dismissReader(slot.memory, 5);
      expect(slot.fit(next)).toBe(3);
    });
    expect(isRefusal(Object(slot.fit(next)))).toBe(false);
  });
});
