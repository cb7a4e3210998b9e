import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openClient } from "./open-client.ts";
import { hastyWorld } from "./specs/hasty-world.ts";
import { type Answered, type Asked, openDoor } from "./specs/open-door.ts";

const SHIPMENT = "shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
const AT = Date.UTC(2026, 10, 20, 9);

async function openDay(answer: (asked: Asked) => Answered) {
  const door = await openDoor(answer);
  onTestFinished(door.close);
  return { door, client: openClient({ baseUrl: door.baseUrl, world: hastyWorld(10) }) };
}

/** A tea load as a shipper asks for it; each test spoils one thing. */
function tea(spoil: { weightKg?: number; from?: number } = {}) {
  const window = { from: spoil.from ?? AT, to: AT + 7_200_000 };
  const position = { lat: -0.28, lng: 36.07 };
  return {
    pickup: { address: "Nakuru", position, window },
    delivery: { address: "Mombasa", position, window },
    cargo: { kind: "tea", weightKg: spoil.weightKg ?? 1_200, vehicleType: "box" },
    serviceLevel: "standard",
  } as const;
}

test("a question goes out without a key, and again when nobody had time for it", async () => {
  let tries = 0;
  const { client, door } = await openDay(() => {
    tries += 1;
    if (tries === 1) return { status: 503, body: { code: "roads-busy" } };
    return { status: 200, body: { distanceM: [[485_200]], durationS: [[null]] } };
  });
  const [nairobi, mombasa] = [
    { lat: -1.286, lng: 36.817 },
    { lat: -4.043, lng: 39.668 },
  ];
  const body = { vehicle: { kind: "truck" }, origins: [nairobi], destinations: [mombasa] } as const;
  const told = await client.findMatrix({ body: { ...body, departAt: AT } });
  expect(told.distanceM).toEqual([[485_200]]);
  expect(door.asked).toHaveLength(2);
  for (const { headers } of door.asked) expect(headers).not.toHaveProperty("idempotency-key");
  expect(JSON.parse(door.asked[1]?.body ?? "")).toMatchObject({
    departAt: "2026-11-20T09:00:00.000Z",
  });
});

describe("a body", () => {
  test("is written as the wire has it", async () => {
    const { client, door } = await openDay(() => ({ status: 201, body: { id: SHIPMENT } }));
    await client.requestShipment({ body: tea() });
    expect(JSON.parse(door.asked[0]?.body ?? "")).toMatchObject({
      pickup: { window: { from: "2026-11-20T09:00:00.000Z" } },
    });
  });

  test.for([
    ["/cargo/weightKg", { weightKg: -1 }],
    ["/pickup/window/from", { from: Number.NaN }],
    ["/pickup/window/to", { from: AT + 9_000_000 }],
  ] as const)("that is wrong at %s is refused before it is sent", async ([path, spoil]) => {
    const { client, door } = await openDay(() => ({ status: 201 }));
    await expect(client.requestShipment({ body: tea(spoil) })).rejects.toMatchObject({
      name: "MsafaraProblem",
      code: "malformed",
      errors: expect.arrayContaining([expect.objectContaining({ path })]),
    });
    expect(door.asked).toEqual([]);
  });
});

describe("a list", () => {
  test("is gone through page by page, each asked for when the one before was read", async () => {
    const { client, door } = await openDay(({ url }) => {
      const cursor = new URL(url, "http://door.test").searchParams.get("cursor");
      const next = { null: "two", two: "three" }[String(cursor)] ?? null;
      return { status: 200, body: { items: [{ reference: cursor }], nextCursor: next } };
    });
    const seen: unknown[] = [];
    for await (const { items } of client.pages.listShipments({ query: { limit: 1 } })) {
      seen.push(items[0]?.reference);
      expect(door.asked).toHaveLength(seen.length);
    }
    expect(seen).toEqual([null, "two", "three"]);
  });

  test("that goes in circles is left", async () => {
    const page = { items: [], nextCursor: "again" };
    const { client } = await openDay(() => ({ status: 200, body: page }));
    let pages = 0;
    for await (const _ of client.pages.listPayments()) pages += 1;
    expect(pages).toBe(2);
  });
});

test("what has not changed is not carried twice", async () => {
  const shipment = { id: SHIPMENT, createdAt: "2026-11-20T09:00:00.000Z" };
  const { client } = await openDay(({ headers }) => {
    const isKnown = headers["if-none-match"] === '"7"';
    return isKnown ? { status: 304 } : { status: 200, body: shipment, headers: { ETag: '"7"' } };
  });
  const read = () => client.readShipment({ params: { id: SHIPMENT } });
  const first = await read();
  expect(await read()).toEqual(first);
  expect(first.createdAt).toBe(AT);
});

test("a busy door and a page of some proxy are told by their number", async () => {
  const { client, door } = await openDay(() => ({ status: 503, body: "sorry" }));
  await expect(client.readStats()).rejects.toMatchObject({
    code: "answer-unreadable",
    status: 503,
  });
  expect(door.asked).toHaveLength(4);
});

test("nothing of Node is imported, so that browsers and phones can use it", async () => {
  const folder = import.meta.dirname;
  const files = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".spec.ts") && !name.startsWith("specs"),
  );
  expect(files.length).toBeGreaterThan(20);
  for (const name of files) {
    const text = await readFile(join(folder, name), "utf8");
    expect(text, name).not.toMatch(/from "node:|from "ws"|\bprocess\.|\bBuffer\b/);
  }
});
