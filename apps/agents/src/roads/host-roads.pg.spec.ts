import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTestDatabase } from "@msafara/dev";
import { ROADS_GROUP, roadsOver, TRAFFIC_TOPIC } from "@msafara/domain";
import { type Position, realWorld } from "@msafara/kernel";
import { type Bus, openGroupCaller } from "@msafara/runtime";
import { openMemoryBus } from "@msafara/runtime/memory";
import { openTraffic } from "@msafara/store";
import { pino } from "pino";
import { Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hostRoads } from "./host-roads.ts";
import type { RoadsConfig } from "./roads-environment.ts";

const HOUR_MS = 3_600_000;
const PATIENCE = { timeout: 15_000, interval: 20 };
const world = realWorld();

let folder: string;
let database: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "msafara-roads-"));
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

/** Hosts roads on a bus, and keeps the events of its log. */
function host(bus: Bus, roads: Partial<RoadsConfig> = {}) {
  const events: string[] = [];
  const log = pino({ level: "info" }, { write: (line) => void events.push(eventIn(line)) });
  const registry = new Registry();
  const config = { threads: 1, folder, googleUrl: undefined, ...roads };
  const given = { world, log, bus, registry, databaseUrl: database.url, lingerMs: 0 };
  return { events, registry, stop: hostRoads({ ...given, roads: config, googleKey: undefined }) };
}

function eventIn(line: string): string {
  const { event } = JSON.parse(line) as { readonly event: string };
  return event;
}

describe("a host with roads", () => {
  let bus: Bus;
  let hosted: ReturnType<typeof host>;
  beforeAll(async () => {
    bus = openMemoryBus({ world });
    hosted = host(bus);
    await vi.waitFor(() => expect(hosted.events).toContain("roads.open"), PATIENCE);
  });
  afterAll(async () => {
    await hosted.stop();
    await bus.close();
  });

  /** The roads as a gateway asks them, and a truck from Nairobi to Mombasa. */
  async function openGateway() {
    const line = openGroupCaller({ bus, world, group: ROADS_GROUP });
    const roads = roadsOver(line.ask);
    const find = async (text: string): Promise<Position> => {
      const found = await roads.geocode({ text, limit: 1 });
      if ("refused" in found) return expect.unreachable(found.refused);
      return found.places[0]!.position;
    };
    const stops = [{ position: await find("Nairobi") }, { position: await find("Mombasa") }];
    const vehicle = { kind: "truck" } as const;
    const departAt = world.now();
    const wish = { stops, vehicle, departAt, optimize: "time", alternatives: false } as const;
    const route = () => roads.route(wish);
    return { roads, route, stops, close: line.close };
  }

  test("finds the way from Nairobi to Mombasa for whoever asks on the bus (U100)", async () => {
    const { route, close } = await openGateway();
    const found = await route();
    expect(found).toMatchObject({ source: "own", notes: ["map-is-generated"] });
    if ("refused" in found) return;
    const km = found.routes[0].distanceM / 1_000;
    expect(km).toBeGreaterThan(430);
    expect(km).toBeLessThan(700);
    const told = await hosted.registry.metrics();
    expect(told).toContain('roads_questions_total{question="route",outcome="own"} 1');
    await close();
  });

  test("leads nobody through what an operator closed, once he told it (U102)", async () => {
    const { route, stops, close } = await openGateway();
    const before = await route();
    const book = openTraffic(database.url);
    const { lat, lng } = stops[1]!.position;
    const event = {
      id: world.mint("trf"),
      revision: 1,
      area: {
        southWest: { lat: lat - 0.3, lng: lng - 0.3 },
        northEast: { lat: lat + 0.3, lng: lng + 0.3 },
      },
      effect: "closed",
      fromAt: world.now() - HOUR_MS,
      untilAt: world.now() + HOUR_MS,
      note: "Flood at Mombasa",
      toldBy: "usr_ops",
    } as const;
    await book.tell(event);
    bus.live.publish(TRAFFIC_TOPIC, new Uint8Array());
    await vi.waitFor(
      async () => expect(await route()).toMatchObject({ refused: "no-way" }),
      PATIENCE,
    );
    await book.tell({ ...event, revision: 2, untilAt: event.fromAt - 1 });
    bus.live.publish(TRAFFIC_TOPIC, new Uint8Array());
    await vi.waitFor(async () => expect(await route()).toEqual(before), PATIENCE);
    await book.close();
    await close();
  });

  test("says whose its roads are", async () => {
    await vi.waitFor(async () => {
      expect(await bus.presence.members("vendors")).toContain("roads=own");
    }, PATIENCE);
  });
});

describe("a host without roads lives on, and nobody is sent there", () => {
  test("where its map cannot be opened", async () => {
    const spoilt = join(folder, "spoilt");
    await mkdir(join(spoilt, "maps"), { recursive: true });
    await writeFile(join(spoilt, "maps", "imported.roads"), "no map");
    const bus = openMemoryBus({ world });
    const { events, stop } = host(bus, { folder: spoilt });
    await vi.waitFor(() => expect(events).toEqual(["roads.closed"]), PATIENCE);
    expect(await bus.presence.members(ROADS_GROUP)).toEqual([]);
    await stop();
    await bus.close();
  });

  test("where it shall have none", async () => {
    const bus = openMemoryBus({ world });
    const { events, stop } = host(bus, { threads: 0 });
    await stop();
    expect(events).toEqual(["roads.elsewhere"]);
    await bus.close();
  });

  test("and while they are being opened it can already stop", async () => {
    const bus = openMemoryBus({ world });
    const { stop } = host(bus);
    await stop();
    expect(await bus.presence.members(ROADS_GROUP)).toEqual([]);
    await bus.close();
  });
});
