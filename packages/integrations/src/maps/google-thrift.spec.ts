import { assert, property, record, integer } from "fast-check";
import { describe, expect, test } from "vitest";
import { blockOf } from "./find-matrix.ts";
import {
  MOMBASA,
  NAIROBI,
  openGoogle,
  routeQuestion,
  stopsInLine,
  thrownBy,
} from "./specs/open-google.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SPENT = { code: "google-budget-spent", retry: true };
const DRIVE = { vehicle: { kind: "truck" }, optimize: "time" } as const;

function matrixOf(origins: number, destinations: number) {
  const places = stopsInLine(origins + destinations).map(({ position }) => position);
  return { ...DRIVE, origins: places.slice(0, origins), destinations: places.slice(origins) };
}

describe("the budget for Google", () => {
  test("is shared by all who share the limiter, and is there anew a minute later", async () => {
    const { world, google, another, standIn } = await openGoogle({ perMinute: 2, ttlMs: 0 });
    const other = another();
    await google.reverse(NAIROBI);
    await other.reverse(MOMBASA);
    expect(await thrownBy(google.reverse(NAIROBI))).toMatchObject(SPENT);
    expect(await thrownBy(other.reverse(NAIROBI))).toMatchObject(SPENT);
    expect(standIn.asked()).toHaveLength(2);
    await world.move(MINUTE_MS);
    await google.reverse(NAIROBI);
  });

  test("of a day is over for the day", async () => {
    const { world, google, standIn } = await openGoogle({ perDay: 3, ttlMs: 0 });
    for (let i = 0; i < 5; i++) {
      await thrownBy(google.reverse(NAIROBI));
      await world.move(2 * MINUTE_MS);
    }
    expect(standIn.asked()).toHaveLength(3);
    await world.move(DAY_MS);
    await google.reverse(NAIROBI);
  });

  test("counts each element of a matrix, as the bill does", async () => {
    const { google, standIn } = await openGoogle({ perMinute: 30, ttlMs: 0 });
    await google.matrix(matrixOf(4, 5));
    expect(await thrownBy(google.matrix(matrixOf(3, 4)))).toMatchObject(SPENT);
    expect(standIn.asked()).toHaveLength(1);
    // To find out costs nothing: all that is left is there for whoever wants less.
    await google.matrix(matrixOf(2, 5));
    expect(await thrownBy(google.reverse(NAIROBI))).toMatchObject(SPENT);
  });

  test("that can never pay for a question pays for no part of it", async () => {
    const { google, standIn } = await openGoogle({ perMinute: 300 });
    expect(await thrownBy(google.matrix(matrixOf(25, 25)))).toMatchObject(SPENT);
    expect(standIn.asked()).toEqual([]);
    await google.matrix(matrixOf(12, 25));
  });

  test("is not spent on one who is not asked, since the breaker is open", async () => {
    const limits = {
      timeoutMs: 1_000,
      callsMax: 4,
      failuresMax: 1,
      openMs: 5_000,
      openMsMax: 5_000,
    };
    const luck = { rules: [{ meets: "http-500", upTo: 1 }] } as const;
    const { world, google } = await openGoogle({ luck, limits, perDay: 2 });
    for (let i = 0; i < 5; i++) await thrownBy(google.reverse(NAIROBI));
    await world.move(limits.openMs);
    expect(await google.reverse(NAIROBI)).toMatchObject({ source: "google" });
  });

  test("of his own, once it is spent, is told as it is", async () => {
    const { google } = await openGoogle({ luck: { quotaPerDay: 10 } });
    await google.matrix(matrixOf(2, 5));
    const thrown = await thrownBy(google.reverse(NAIROBI));
    expect(thrown).toMatchObject({ code: "google-over-daily-limit", retry: false });
  });
});

describe("an answer of Google's", () => {
  test("is asked for once, by whoever asks the same within the hour", async () => {
    const { world, google, another, standIn } = await openGoogle();
    const departAt = world.now() + 6 * HOUR_MS;
    const first = await google.route(routeQuestion({ departAt }));
    await world.move(HOUR_MS - 1);
    expect(await another().route(routeQuestion({ departAt }))).toEqual(first);
    expect(standIn.asked()).toHaveLength(1);
    await world.move(2);
    await google.route(routeQuestion({ departAt }));
    expect(standIn.asked()).toHaveLength(2);
  });

  test("serves those who stand a few metres beside and leave minutes later, each with his own arrival", async () => {
    const { world, google, standIn } = await openGoogle();
    const departAt = Math.ceil(world.now() / HOUR_MS) * HOUR_MS;
    const beside = { lat: NAIROBI.lat + 0.00003, lng: NAIROBI.lng - 0.00003 };
    const stops = [{ position: beside }, { position: MOMBASA }];
    const one = await google.route(routeQuestion({ departAt }));
    const later = departAt + 5 * MINUTE_MS;
    const other = await google.route(routeQuestion({ departAt: later, stops }));
    expect(standIn.asked()).toHaveLength(1);
    expect("routes" in one && "routes" in other).toBe(true);
    if (!("routes" in one) || !("routes" in other)) return;
    const [early] = one.routes[0].legs;
    const [late] = other.routes[0].legs;
    expect((late?.arriveAt ?? 0) - (early?.arriveAt ?? 0)).toBe(5 * MINUTE_MS);
  });

  test.for([
    ["another quarter of an hour", (at: number) => ({ departAt: at + 15 * MINUTE_MS })],
    ["others beside it", () => ({ alternatives: true })],
    ["another language", () => ({ steps: "sw" as const })],
    ["a toll to avoid", () => ({ avoid: { tolls: true } })],
  ] as const)("does not serve who asks for %s", async ([, spoil]) => {
    const { world, google, standIn } = await openGoogle();
    const departAt = Math.ceil(world.now() / HOUR_MS) * HOUR_MS;
    await google.route(routeQuestion({ departAt }));
    await google.route(routeQuestion({ departAt, ...spoil(departAt) }));
    expect(standIn.asked()).toHaveLength(2);
  });

  test("is waited for by all who ask meanwhile", async () => {
    const { google, standIn } = await openGoogle({ ttlMs: 0 });
    const answers = await Promise.all(Array.from({ length: 9 }, () => google.reverse(NAIROBI)));
    expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1);
    expect(standIn.asked()).toHaveLength(1);
  });

  test("that was a fault is nobody's answer a moment later", async () => {
    const { google, standIn } = await openGoogle({
      luck: { rules: [{ meets: "http-500", upTo: 1 }] },
    });
    await thrownBy(google.reverse(NAIROBI));
    expect(await google.reverse(NAIROBI)).toMatchObject({ source: "google" });
    expect(standIn.asked()).toHaveLength(2);
  });

  test("that was a refusal is kept like any other", async () => {
    const { google, standIn } = await openGoogle({ luck: { rules: [{ meets: "ZERO_RESULTS" }] } });
    const no = await google.route(routeQuestion());
    expect(await google.route(routeQuestion())).toEqual(no);
    expect(standIn.asked()).toHaveLength(1);
  });

  test("is not kept where nothing may be kept", async () => {
    const { google, standIn, kept } = await openGoogle({ ttlMs: 0 });
    await google.reverse(NAIROBI);
    await google.reverse(NAIROBI);
    expect(standIn.asked()).toHaveLength(2);
    expect(kept).toEqual([]);
  });

  test("is asked for anew where the cache is away, or holds what nobody can read", async () => {
    const { another, standIn } = await openGoogle();
    const away = async () => {
      throw new TypeError("no cache");
    };
    await another({ cache: { get: away, set: away } }).reverse(NAIROBI);
    const garbled = { get: async () => new Uint8Array([1, 2, 3]), set: async () => {} };
    await another({ cache: garbled }).reverse(NAIROBI);
    expect(standIn.asked()).toHaveLength(2);
  });
});

describe("the blocks of a matrix", () => {
  test("are as few as can be, and none is larger than he takes", () => {
    const side = integer({ min: 1, max: 300 });
    assert(
      property(record({ origins: side, destinations: side }), ({ origins, destinations }) => {
        const { rows, columns } = blockOf(origins, destinations);
        expect(Math.max(rows, columns)).toBeLessThanOrEqual(25);
        expect(rows * columns).toBeLessThanOrEqual(100);
        const count = Math.ceil(origins / rows) * Math.ceil(destinations / columns);
        const square = Math.ceil(origins / 10) * Math.ceil(destinations / 10);
        expect(count).toBeLessThanOrEqual(square);
      }),
    );
  });
});
