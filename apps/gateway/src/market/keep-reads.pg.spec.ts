import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { assert, realWorld } from "@msafara/kernel";
import { openMemoryBus } from "@msafara/runtime/memory";
import { migrate, openJournal } from "@msafara/store";
import { openEmbeddedPostgres } from "@msafara/store/embedded";
import type { InjectOptions } from "fastify";
import { pino } from "pino";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openGateway, type OpenGateway } from "../open-gateway.ts";
import { readPlacement } from "../read-placement.ts";
import { judged } from "../specs/judged.ts";

const START_MS = 60_000;
const STATEMENT_MS = 10_000;
const world = realWorld();
let app: OpenGateway["app"];
let stop: () => Promise<void>;
let start: () => Promise<void>;
let signal: (name: "SIGSTOP" | "SIGCONT") => Promise<void>;
let close: () => Promise<void>;

/** A gateway over a server of its own, which can be stopped. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "msafara-away-"));
  let server = await openEmbeddedPostgres({ world, folder, fsync: false });
  await migrate(server.url);
  const { url: databaseUrl, port } = server;
  const journal = openJournal({ connectionString: databaseUrl, world });
  const bus = openMemoryBus({ world });
  const gateway = await openGateway({
    world,
    log: pino({ level: "silent" }),
    registry: new Registry(),
    journal,
    bus,
    vitals: {
      version: "1.2.3",
      database: { kind: "external" },
      bus: { kind: "in-process", answers: () => bus.presence.members("probe") },
      placement: () => readPlacement(journal),
    },
    databaseUrl,
    secretKey: Buffer.alloc(32, 7),
    origins: [],
    trustProxy: false,
  });
  app = judged(gateway.app);
  stop = () => server.close();
  signal = async (name) => {
    const found = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
    const all = found.stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/ +/).map(Number));
    const own = all.filter((ids) => ids.includes(server.pid)).map(([pid]) => pid!);
    for (const pid of own) process.kill(pid, name);
  };
  start = async () => void (server = await openEmbeddedPostgres({ world, folder, port }));
  close = async () => {
    await gateway.close();
    await bus.close();
    await journal.close();
    await server.close();
    await rm(server.folder, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
}, START_MS);
afterAll(() => close(), START_MS);

async function comeIn(phone: string) {
  const payload = { role: "shipper", phone, password: "safari njema sana", name: "Amina" };
  const url = "/api/v1/auth/register";
  const answer = await app.inject({ method: "POST", url, payload });
  return { authorization: `Bearer ${String(answer.json().access_token)}` };
}

test(
  "who reads while the database is away sees what he saw, marked as old; all else is told to wait (R25)",
  async () => {
    const [amina, otieno] = [await comeIn("+254712345678"), await comeIn("+254712345679")];
    const list = { url: "/api/v1/shipments?limit=5", headers: amina };
    const payments = { url: "/api/v1/payments", headers: amina };
    const fresh = await app.inject(list);
    expect([fresh.statusCode, fresh.headers["x-stale"]]).toEqual([200, undefined]);
    expect((await app.inject(payments)).statusCode).toBe(200);
    await stop();

    const old = await app.inject(list);
    expect([old.statusCode, old.body]).toEqual([200, fresh.body]);
    expect(old.headers).toMatchObject({ "x-stale": "true", age: expect.stringMatching(/^\d$/) });
    const away = [503, "try-again", "2"];
    for (const asked of [
      { ...list, headers: otieno },
      { ...list, url: "/api/v1/shipments?limit=6" },
      payments,
      { url: "/api/v1/auth/me", headers: amina },
      { method: "POST", url: "/api/v1/auth/logout", headers: amina },
    ] as const) {
      const { statusCode, headers, json } = await app.inject(asked);
      expect([statusCode, json().code, headers["retry-after"]], asked.url).toEqual(away);
    }

    await start();
    await untilFresh(list, fresh.body);
  },
  START_MS,
);

test(
  "a database that hangs keeps nobody longer than two seconds who saw it before (R25)",
  async () => {
    const list = { url: "/api/v1/shipments?limit=7", headers: await comeIn("+254712345670") };
    const fresh = await app.inject(list);
    await signal("SIGSTOP");
    try {
      const waits = [];
      for (let i = 0; i < 5; i++) {
        const from = world.ticks();
        const { statusCode, headers, body } = await app.inject(list);
        expect([statusCode, headers["x-stale"], body]).toEqual([200, "true", fresh.body]);
        waits.push(world.ticks() - from);
      }
      const [first = 0, ...others] = waits;
      // The database's own patience with a question.
      expect(first).toBeLessThan(STATEMENT_MS);
      // Only one has to find out.
      expect(Math.max(...others)).toBeLessThan(first);
    } finally {
      await signal("SIGCONT");
    }
    await untilFresh(list, fresh.body);
  },
  START_MS,
);

/** The same question is answered by the database again, by itself. */
async function untilFresh(list: InjectOptions, body: string): Promise<void> {
  const from = world.ticks();
  let answer = await app.inject(list);
  while (answer.headers["x-stale"] === "true" && world.ticks() - from < START_MS) {
    await world.sleep(20);
    answer = await app.inject(list);
  }
  assert(answer.headers["x-stale"] === undefined, "it is fresh again");
  expect([answer.statusCode, answer.body]).toEqual([200, body]);
}
