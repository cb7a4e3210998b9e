import { expect, test } from "vitest";
import { USUAL_VEHICLES, type VehicleKind } from "../graph/vehicle.ts";
import { openRoads } from "../route/roads.ts";
import type { Tariff } from "../route/tariff.ts";
import { townMap } from "../specs/map/town-map.ts";
import { openTariffSlot } from "../traffic/tariff-slot.ts";
import { openTrafficFeed } from "../traffic/traffic-feed.ts";
import { weekPattern } from "../traffic/week-pattern.ts";
import { openPlaceClock } from "./place-clock.ts";
import { liveDrive, openTariffDesk } from "./tariff-desk.ts";

const NOW = Date.parse("2026-11-24T08:00:00Z");
const ODD_VEHICLES = 1_500;

test("whoever asks for ever other vehicles takes a bounded room, and none of those who keep asking", async () => {
  const roads = openRoads(await townMap([{ over: ["0,0", "1,0"] }]));
  const slotOf = (kind: VehicleKind) => {
    const slot = openTariffSlot(roads, liveDrive(kind));
    slot.fit({ speedNow: roads.graph.speed.slice(), moment: { weekday: 0, minute: 0 } });
    return slot.memory;
  };
  const desk = openTariffDesk({
    roads,
    feed: openTrafficFeed(),
    pattern: weekPattern(() => 100),
    clock: openPlaceClock("Africa/Nairobi"),
    live: {
      motorcycle: slotOf("motorcycle"),
      car: slotOf("car"),
      van: slotOf("van"),
      truck: slotOf("truck"),
    },
    reader: 0,
  });
  const tariffOf = (heightCm: number): Tariff => {
    const vehicle = { ...USUAL_VEHICLES.truck, heightCm };
    const drive = { vehicle, unit: "time", departAt: NOW, now: NOW } as const;
    return desk.use(drive, ({ tariff }) => tariff);
  };
  const [regular, odd] = [tariffOf(350), tariffOf(1_000)];
  for (let i = 1; i <= ODD_VEHICLES; i++) {
    tariffOf(1_000 + i);
    expect(tariffOf(350)).toBe(regular);
  }
  // The first of them had to go; the last is there still.
  expect(tariffOf(1_000)).not.toBe(odd);
  const last = tariffOf(1_000 + ODD_VEHICLES);
  expect(tariffOf(1_000 + ODD_VEHICLES)).toBe(last);
});
