import { once } from "node:events";
import { openTestDatabase } from "@msafara/dev";
import { assert, realWorld, type World } from "@msafara/kernel";
import { openMemoryBus } from "@msafara/runtime/memory";
import { openJournal } from "@msafara/store";
import { pino } from "pino";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openGateway, type OpenGateway } from "./open-gateway.ts";
import { readPlacement } from "./read-placement.ts";
import { judged } from "./specs/judged.ts";

const world = realWorld();
const AMINA = {
  role: "shipper",
  phone: "+254712345678",
  password: "safari njema sana",
  name: "Amina",
};

const lines: string[] = [];
let open: (world?: World) => Promise<OpenGateway>;
let gateways: readonly OpenGateway[];
let close: () => Promise<void>;

/** Two gateways over one database and one bus, as behind one edge. */
beforeAll(async () => {
  const database = await openTestDatabase();
  const journal = openJournal({ connectionString: database.url, world });
  const bus = openMemoryBus({ world });
  open = async (its = world) =>
    await openGateway({
      world: its,
      log: pino({ level: "debug" }, { write: (line: string) => void lines.push(line) }),
      registry: new Registry(),
      journal,
      bus,
      vitals: {
        version: "1.2.3",
        database: { kind: "external" },
        bus: { kind: "in-process", answers: () => bus.presence.members("probe") },
        placement: () => readPlacement(journal),
      },
      databaseUrl: database.url,
      secretKey: Buffer.alloc(32, 7),
      origins: [],
      trustProxy: false,
    });
  gateways = await Promise.all([open(), open()]);
  for (const { app } of gateways) judged(app);
  close = async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await bus.close();
    await journal.close();
    await database.close();
  };
});
afterAll(() => close());

test("who came in by one gateway is known at the other, and is counted by both (U40)", async () => {
  const [one, other] = gateways.map(({ app }) => app);
  const registered = await one?.inject({
    method: "POST",
    url: "/api/v1/auth/register",
    payload: AMINA,
  });
  expect(registered?.statusCode).toBe(201);
  const headers = { authorization: `Bearer ${String(registered?.json().access_token)}` };
  const here = await one?.inject({ url: "/api/v1/auth/me", headers });
  const there = await other?.inject({ url: "/api/v1/auth/me", headers });
  expect(there?.json()).toMatchObject({ name: "Amina", role: "shipper" });
  expect(there?.headers.etag).toBe(here?.headers.etag);
  expect(there?.headers["ratelimit-remaining"]).toBe("98");
});

test("a session that is ended at one gateway is over at the other within a second, and so is its socket", async () => {
  const [one, other] = gateways.map(({ app }) => app);
  assert(one !== undefined && other !== undefined, "there are two");
  const { phone, password } = AMINA;
  const come = { method: "POST", url: "/api/v1/auth/login", payload: { phone, password } } as const;
  const token = String((await one.inject(come)).json().access_token);
  const address = await other.listen({ port: 0, host: "127.0.0.1" });
  const socket = new WebSocket(`${address.replace("http", "ws")}/ws`, [
    "msafara",
    `bearer.${token}`,
  ]);
  await once(socket, "open");
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  const headers = { authorization: `Bearer ${token}` };
  expect((await other.inject({ url: "/api/v1/auth/me", headers })).statusCode).toBe(200);
  const from = world.ticks();
  const out = await one.inject({ method: "POST", url: "/api/v1/auth/logout", headers });
  expect(out.statusCode).toBe(204);
  expect(await closed).toBe(4001);
  const told = await other.inject({ url: "/api/v1/auth/me", headers });
  expect([told.statusCode, told.json().code]).toEqual([401, "token-invalid"]);
  expect(world.ticks() - from).toBeLessThan(1_000);
});

test("a cluster without agents says so, and names whom it asks (R15)", async () => {
  const health = await gateways[0]?.app.inject("/api/v1/health");
  expect(health?.json()).toMatchObject({
    status: "degraded",
    checks: { database: "ok", agents: "away", vendors: { sms: "stand-in" } },
  });
});

test("a gateway that is closed waits for nothing any more", async () => {
  let sleepers = 0;
  const sleep: World["sleep"] = async (ms, signal) => {
    sleepers += 1;
    await world.sleep(ms, signal).finally(() => (sleepers -= 1));
  };
  const gateway = await open({ ...world, sleep });
  const app = judged(gateway.app);
  const { phone, password } = AMINA;
  const come = { method: "POST", url: "/api/v1/auth/login", payload: { phone, password } } as const;
  const token = String((await app.inject(come)).json().access_token);
  const headers = { authorization: `Bearer ${token}` };
  expect((await app.inject({ url: "/api/v1/shipments", headers })).statusCode).toBe(200);
  expect(sleepers).toBeGreaterThan(0);
  await gateway.close();
  // Whoever is woken still has to walk out of his bed.
  await new Promise(setImmediate);
  expect(sleepers).toBe(0);
});

test("what was written down meanwhile has no password and no token in it", () => {
  expect(lines.join("")).toContain("request.answered");
  expect(lines.join("")).not.toMatch(/safari njema|eyJ[\w-]{20}/);
});
