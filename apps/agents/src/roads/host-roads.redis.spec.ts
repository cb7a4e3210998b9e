import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRedisBus } from "@msafara/bus";
import { openTestRedis } from "@msafara/dev";
import { ROADS_GROUP, roadsOver } from "@msafara/domain";
import { type GoogleStandIn, openGoogleStandIn } from "@msafara/integrations";
import { realWorld } from "@msafara/kernel";
import { type Bus, openGroupCaller, serveGroup, type Stop } from "@msafara/runtime";
import { pino } from "pino";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hostRoads } from "./host-roads.ts";

const PATIENCE = { timeout: 15_000, interval: 20 };
const NAIROBI = { lat: -1.286, lng: 36.817 };
const MOMBASA = { lat: -4.043, lng: 39.668 };
const VAN = {
  stops: [{ position: NAIROBI }, { position: MOMBASA }],
  vehicle: { kind: "van" },
  optimize: "time",
  alternatives: false,
} as const;
/** Traffic cannot be read there, and the roads are open all the same. */
const NO_DATABASE = "postgres://nobody@127.0.0.1:1/none";
const world = realWorld();

let redis: Awaited<ReturnType<typeof openTestRedis>>;
let folder: string;
let google: GoogleStandIn;
let stop: Stop;
let gateway: Bus;
const machines: Bus[] = [];

/** A machine of the cluster. */
async function openMachine(): Promise<Bus> {
  const { url, prefix } = redis;
  const bus = await openRedisBus({ url, prefix, world });
  machines.push(bus);
  return bus;
}

const members = () => gateway.presence.members(ROADS_GROUP);
const untilMembers = (count: number) =>
  vi.waitFor(async () => expect(await members()).toHaveLength(count), PATIENCE);

beforeAll(async () => {
  redis = await openTestRedis();
  folder = await mkdtemp(join(tmpdir(), "msafara-roads-"));
  google = await openGoogleStandIn({ world });
  gateway = await openMachine();
  stop = hostRoads({
    world,
    log: pino({ level: "silent" }),
    bus: await openMachine(),
    registry: new Registry(),
    databaseUrl: NO_DATABASE,
    roads: { threads: 1, folder, googleUrl: google.url },
    googleKey: google.key,
    lingerMs: 0,
  });
  await untilMembers(1);
});
afterAll(async () => {
  await Promise.all(machines.map((bus) => bus.close()));
  await redis.close();
  await rm(folder, { recursive: true });
});

test("a host that is killed while it answers costs whoever asked a try, and no answer", async () => {
  const doomed = await openMachine();
  const [healthy] = await members();
  const dead = Promise.withResolvers<Uint8Array>();
  let hears = 0;
  const answer = () => {
    hears += 1;
    return dead.promise;
  };
  const stopDoomed = await serveGroup({ bus: doomed, world, group: ROADS_GROUP, answer });
  await untilMembers(2);

  const line = openGroupCaller({ bus: gateway, world, group: ROADS_GROUP });
  const soon = roadsOver((frame, wish) => line.ask(frame, { ...wish, tryMs: 1_000 }));
  const truck = { ...VAN, vehicle: { kind: "truck" } } as const;
  const answers = [1, 2, 3, 4].map(() => soon.route(truck));
  await vi.waitFor(() => expect(hears).toBe(2), PATIENCE);
  await doomed.close();
  for (const found of await Promise.all(answers)) {
    const notes = ["map-is-generated", "eta-may-be-less-accurate"];
    expect(found).toMatchObject({ source: "own", notes });
  }
  dead.resolve(new Uint8Array());
  await stopDoomed();
  await line.close();
  // Whoever was killed could not leave, and its place has not run out yet.
  const killed = (await members()).filter((member) => member !== healthy);
  for (const member of killed) await gateway.presence.exit(ROADS_GROUP, member);
});

test("a van is led by Google, by our own roads when he is gone, and then by nobody (U108)", async () => {
  const line = openGroupCaller({ bus: gateway, world, group: ROADS_GROUP });
  const roads = roadsOver(line.ask);
  expect(await roads.route(VAN)).toMatchObject({ source: "google", notes: [] });
  expect(await gateway.presence.members("vendors")).toContain("roads=stand-in");
  await google.close();
  // Another way than before, whose answer is kept.
  const back = await roads.route({ ...VAN, stops: VAN.stops.toReversed() });
  expect(back).toMatchObject({ source: "own" });
  await stop();
  const late = openGroupCaller({ bus: gateway, world, group: ROADS_GROUP });
  expect(await roadsOver(late.ask).route(VAN)).toMatchObject({ refused: "roads-away" });
  await Promise.all([line.close(), late.close()]);
});
