import { afterAll, describe, expect, test } from "vitest";
import { askWire, type Told } from "../src/wire/ask-wire.ts";
import { inTurns } from "../src/wire/in-turns.ts";
import { openOperator, openPerson } from "../src/wire/open-cast.ts";
import { type Operation, operationsOf } from "../src/wire/operations-of.ts";
import { openWireStage } from "../src/wire/open-wire-stage.ts";

const MINUTE_S = 60;
/** Redis answers within its patience, so that nobody counts for himself. */
const AT_A_TIME = 8;

const stage = await openWireStage({ limited: true });
afterAll(() => stage.close());

const neema = await openPerson(stage, { name: "Neema", role: "shipper", phone: "+254712000031" });
const ada = await openOperator(stage, { name: "Ada", role: "admin", phone: "+254712000032" });
const key = await askWire(stage, {
  method: "POST",
  path: "/api/v1/api-keys",
  as: ada.shows,
  body: { name: "Desk", scopes: ["shipments"] },
});

/** Everybody comes from an address of his own, as an edge of ours would say. */
const from = (address: string) => ({ "x-forwarded-for": address });
const read = (as: Readonly<Record<string, string>>) => ({
  method: "GET",
  path: "/api/v1/shipments",
  as,
});
/** Counted before it is read: malformed, it costs no thread a thing. */
const ask = (as: Readonly<Record<string, string>>) => ({
  method: "POST",
  path: "/api/v1/routes",
  as,
  body: {},
});
const stats = { method: "GET", path: "/api/v1/stats" };
const refresh = {
  method: "POST",
  path: "/api/v1/auth/refresh",
  body: { refresh_token: "x".repeat(32) },
};

test.for([
  ["a user, 100 in a minute", 100, read(neema.shows)],
  ["a key, 1,000 in a minute", 1_000, read({ "x-api-key": key.body.secret })],
  ["a user who asks questions, 30 in a minute", 30, ask(neema.shows)],
  ["a key that asks questions, 300 in a minute", 300, ask({ "x-api-key": key.body.secret })],
  ["a guest, 100 in a minute", 100, { ...stats, as: from("203.0.113.1") }],
  ["whoever comes in, 20 in a minute", 20, { ...refresh, as: from("203.0.113.2") }],
] as const)("%s, over both gateways together", async ([, limit, question]) => {
  const { headers } = await askWire(stage, question);
  const left = Number(headers.get("ratelimit-remaining"));
  expect(left).toBeGreaterThan(0);
  const counted: number[] = [];
  await inTurns([...Array(left).keys()], AT_A_TIME, async (i) => {
    const told = await askWire(stage, { ...question, door: i % 2 === 0 ? 0 : 1 });
    expect(told.status).not.toBe(429);
    counted.push(Number(told.headers.get("ratelimit-remaining")));
  });
  expect(counted.toSorted((a, b) => a - b)).toEqual([...Array(left).keys()]);
  for (const door of [0, 1] as const) {
    expectTooMany(await askWire(stage, { ...question, door }), limit);
  }
});

const document = await (await fetch(`${stage.doors[0]}/openapi.json`)).json();
const operations = operationsOf(document);

describe("every operation", () => {
  // Before a body is read and a path is looked at: what stands in them is of no account.
  const knockAt = ({ method, path, parameters }: Operation) => ({
    method,
    path,
    params: Object.fromEntries(parameters.map(({ name }) => [name, "x"])),
  });
  const comesIn = ({ route }: Operation) => route.manner === "credential" && isOpen(route);

  test.for(operations)("$id is counted, and told when it is too much", async (operation) => {
    const knock = knockAt(operation);
    const isIn = comesIn(operation);
    const guest = from(isIn ? "203.0.113.2" : "203.0.113.1");
    const shown = isOpen(operation.route) ? guest : neema.shows;
    const isQuestion = operation.manner === "question";
    const userMax = isQuestion ? 30 : 100;
    expectTooMany(await askWire(stage, { ...knock, as: shown }), isIn ? 20 : userMax);
    const takesKeys = operation.route.scopes.length > 0;
    const told = await askWire(stage, { ...knock, as: { "x-api-key": key.body.secret } });
    if (takesKeys) expectTooMany(told, isQuestion ? 300 : 1_000);

    const fresh = { ...knock, as: from(`198.51.100.${operations.indexOf(operation) + 1}`) };
    const left = async () => (await askWire(stage, fresh)).headers.get("ratelimit-remaining");
    const [first, second] = [await left(), await left()];
    expect(Number(first) - Number(second)).toBe(1);
  });
});

test("who is counted out keeps nobody else out", async () => {
  const told = await askWire(stage, read(ada.shows));
  expect(told.status).toBe(200);
  expect(told.headers.get("ratelimit-limit")).toBe("100");
});

function isOpen({ roles }: Operation["route"]): boolean {
  return roles === "anyone";
}

function expectTooMany(told: Told, limit: number) {
  const { status, headers, body } = told;
  expect(status).toBe(429);
  expect(headers.get("ratelimit-limit")).toBe(String(limit));
  expect(headers.get("ratelimit-remaining")).toBe("0");
  const after = Number(headers.get("retry-after"));
  expect(after).toBeGreaterThan(0);
  expect(after).toBeLessThanOrEqual(MINUTE_S);
  expect(Number(headers.get("ratelimit-reset"))).toBe(after);
  expect(body).toMatchObject({
    status: 429,
    code: "too-many-requests",
    detail: expect.stringContaining(String(after)),
    instance: expect.stringMatching(/^\/api\/v1\//),
    requestId: headers.get("x-request-id"),
  });
}
