import { realWorld } from "@msafara/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../src/cluster/until.ts";
import { call, makeAdmin, type Person } from "../src/fuzz/settle-people.ts";
import { openRoadsStage, type RoadsStage } from "../src/wire/open-roads-stage.ts";

const NAIROBI = { lat: -1.286, lng: 36.817 };
const MOMBASA = { lat: -4.043, lng: 39.668 };
const WAY = { stops: [{ position: NAIROBI }, { position: MOMBASA }] };
const VAN = { ...WAY, vehicle: { kind: "van" } };
const TRUCK = { ...WAY, vehicle: { kind: "truck" } };
const HOUR_MS = 3_600_000;
/** Whoever is told of something on the roads looks at once, and every few seconds anyway. */
const HEEDED_MS_MAX = 10_000;
/** A host is missed after some seconds; one that asked it meanwhile is answered by the other. */
const ANSWER_MS_MAX = 8_500;
const AT_ONCE = 8;
/** Longer nobody waits at a door. */
const AWAY_MS_MAX = 10_000;
const BACK_MS_MAX = 20_000;

const world = realWorld();
const crashes: string[] = [];
let stage: RoadsStage;
let ada: Person;
let apiKey: string;

beforeAll(async () => {
  stage = await openRoadsStage((sentence) => crashes.push(sentence));
  const market = { url: stage.doors[0], databaseUrl: stage.databaseUrl };
  ada = await makeAdmin(market);
  const body = { name: "Route planner", scopes: ["routes"] };
  apiKey = (await call(market, { by: ada, path: "POST /api-keys", body })).secret;
});
afterAll(async () => {
  await stage?.close();
  expect(crashes).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: any;
  readonly ms: number;
}

async function ask(door: 0 | 1, body: object): Promise<Answer> {
  const from = world.ticks();
  const headers = { "content-type": "application/json", "x-api-key": apiKey };
  const url = `${stage.doors[door]}/api/v1/routes`;
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const retryAfter = answer.headers.get("retry-after");
  const told = await answer.json();
  return { status: answer.status, retryAfter, body: told, ms: world.ticks() - from };
}

/** So many at once that both hosts have to answer. */
function askAll(): Promise<readonly Answer[]> {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, i) => ask(i % 2 === 0 ? 0 : 1, TRUCK)));
}

/** Waits until each host has refused, or answered, somebody who asked after now. */
async function untilBoth(what: string, [status, outcome]: readonly [number, string]) {
  const counts = () => Promise.all(stage.hosts.map(async (host) => await countOf(host, outcome)));
  const before = await counts();
  const isHeeded = async () => {
    const answers = await askAll();
    const now = await counts();
    const all = now.every((count, i) => count > before[i]!);
    return all && answers.every((answer) => answer.status === status);
  };
  await until(what, isHeeded, { withinMs: HEEDED_MS_MAX, everyMs: 250 });
}

async function countOf(host: RoadsStage["hosts"][number], outcome: string): Promise<number> {
  return (await stage.answered(host))[outcome] ?? 0;
}

test("a key for roads finds the same way through both gateways, and nothing of the market", async () => {
  const [one, other] = await Promise.all([ask(0, TRUCK), ask(1, TRUCK)]);
  expect([one.status, other.status]).toEqual([200, 200]);
  expect(one.body.routes[0].distanceM).toBe(other.body.routes[0].distanceM);
  const loads = await fetch(`${stage.doors[0]}/api/v1/shipments`, {
    headers: { "x-api-key": apiKey },
  });
  expect(loads.status).toBe(403);
  expect(await loads.json()).toMatchObject({ code: "scope-missing" });
});

test("whoever would be led by Google hears that the arrival may be less accurate (U108)", async () => {
  const { status, body } = await ask(0, VAN);
  expect([status, body.source]).toEqual([200, "own"]);
  expect(body.notes).toContain("eta-may-be-less-accurate");
  expect(stage.google.asked().length).toBeGreaterThan(0);
});

test("a closure that is told at one gateway is heeded by both hosts, until it is called off", async () => {
  await untilBoth("both hosts answer", [200, "own"]);
  const now = world.now();
  const told = await call(
    { url: stage.doors[0] },
    {
      by: ada,
      path: "POST /admin/traffic/events",
      body: {
        area: { southWest: { lat: -4.2, lng: 39.5 }, northEast: { lat: -3.9, lng: 39.8 } },
        speedShare: 0,
        from: new Date(now - HOUR_MS).toISOString(),
        to: new Date(now + HOUR_MS).toISOString(),
        note: "The island is cut off",
      },
    },
  );
  await untilBoth("both hosts heed the closure", [422, "no-way"]);
  const path = `POST /admin/traffic/events/${told.id}/call-off`;
  await call({ url: stage.doors[1] }, { by: ada, path });
  await untilBoth("both hosts heed that it was called off", [200, "own"]);
});

test("a host that is killed while it is asked costs time and no answer", async () => {
  const [doomed, healthy] = stage.hosts;
  const answers: Answer[] = [];
  const asking = Array.from({ length: 4 }, async (_, i) => {
    for (let times = 0; times < 20; times++) {
      answers.push(await ask(i % 2 === 0 ? 0 : 1, TRUCK));
      await world.sleep(50);
    }
  });
  await until("they are answered", () => answers.length >= 10);
  const before = await countOf(healthy, "own");
  expect(doomed.kill()).toBe(true);
  await Promise.all(asking);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(ANSWER_MS_MAX);
  expect(await countOf(healthy, "own")).toBeGreaterThan(before);
});

test("without Redis a question is put off, and answered when it is back", async () => {
  await stage.redis.kill();
  const away = await ask(0, TRUCK);
  expect([away.status, Number(away.retryAfter) > 0]).toEqual([503, true]);
  expect(away.ms).toBeLessThan(AWAY_MS_MAX);
  await stage.redis.restart();
  const isBack = async () => (await Promise.all([ask(0, TRUCK), ask(1, TRUCK)])).every(isAnswered);
  await until("both gateways answer again", isBack, { withinMs: BACK_MS_MAX, everyMs: 500 });
});

function isAnswered({ status }: Answer): boolean {
  return status === 200;
}
