import { inspect } from "node:util";
import { Fault } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { GOOGLE_LIMITS } from "./google-desk.ts";
import {
  KEY,
  MOMBASA,
  NAIROBI,
  openGoogle,
  routeQuestion,
  thrownBy,
  until,
} from "./specs/open-google.ts";
import { type GoogleMishap, STATUS_MISHAPS } from "./stand-in/google-luck.ts";

const QUICK = { ...GOOGLE_LIMITS, timeoutMs: 1_000, failuresMax: 2, openMs: 5_000 };
const MATRIX = {
  vehicle: { kind: "truck" },
  optimize: "time",
  origins: [NAIROBI],
  destinations: [MOMBASA],
} as const;

function always(meets: GoogleMishap) {
  return { rules: [{ meets }] };
}

describe("a no of Google's", () => {
  test.for([
    ["OVER_QUERY_LIMIT", { retry: true, code: "google-over-query-limit" }],
    ["UNKNOWN_ERROR", { retry: true, code: "google-unknown-error" }],
    ["OVER_DAILY_LIMIT", { retry: false, code: "google-over-daily-limit" }],
    ["REQUEST_DENIED", { retry: false, code: "google-request-denied" }],
    ["INVALID_REQUEST", { retry: false, code: "google-invalid-request" }],
    ["MAX_WAYPOINTS_EXCEEDED", { retry: false, code: "google-max-waypoints-exceeded" }],
    ["MAX_ROUTE_LENGTH_EXCEEDED", { retry: false, code: "google-max-route-length-exceeded" }],
    ["http-500", { retry: true, code: "google-http-500" }],
    ["http-429", { retry: true, code: "google-http-429" }],
    ["http-404", { retry: false, code: "google-http-404" }],
    ["html", { retry: true, code: "google-malformed" }],
    ["broken-json", { retry: true, code: "google-malformed" }],
    ["other-shape", { retry: true, code: "google-malformed" }],
    ["cut-off", { retry: true, code: "google-unreachable" }],
    ["reset", { retry: true, code: "google-unreachable" }],
  ] as const)("is a fault that says whether to ask again: %s", async ([meets, fault]) => {
    const { google, standIn } = await openGoogle({ luck: always(meets) });
    const thrown = await thrownBy(google.route(routeQuestion()));
    expect(thrown).toBeInstanceOf(Fault);
    expect(thrown).toMatchObject(fault);
    // His own client would ask four times, on our bill.
    expect(standIn.asked()).toHaveLength(1);
  });

  test("is an answer where there is no way, or no road to begin at", async () => {
    const { google, standIn } = await openGoogle({ luck: always("ZERO_RESULTS") });
    const apart = { refused: "no-way", facts: { why: "apart" }, obstacles: [] };
    expect(await google.route(routeQuestion())).toEqual(apart);
    standIn.behave(always("NOT_FOUND"));
    const alternatives = true;
    const nowhere = { refused: "no-road-near", facts: { why: "none", stop: 1 } };
    expect(await google.route(routeQuestion({ alternatives }))).toEqual(nowhere);
    expect(await google.reverse(NAIROBI).catch(({ code }) => code)).toBe("google-invalid-request");
  });

  test("of a later part blames the stop as the asker counts", async () => {
    const { google, standIn } = await openGoogle();
    standIn.behave({ rules: [{ meets: "NOT_FOUND", from: 2 }] });
    const stops = Array.from({ length: 30 }, (_, i) => ({
      position: { lat: -1, lng: 36 - i / 9 },
    }));
    const answer = await google.route(routeQuestion({ stops }));
    expect(answer).toMatchObject({ refused: "no-road-near", facts: { stop: 27 } });
  });

  test("is all that comes of it, whatever is asked", async () => {
    for (const meets of ["html", "broken-json", "other-shape", "http-500", "cut-off"] as const) {
      const { google } = await openGoogle({ luck: always(meets) });
      const answers = [
        google.matrix(MATRIX),
        google.geocode({ text: "Voi", limit: 3 }),
        google.reverse(NAIROBI),
      ];
      const thrown = await Promise.all(answers.map(thrownBy));
      for (const it of thrown) expect(it).toBeInstanceOf(Fault);
    }
  });
});

describe("a silent Google", () => {
  test("is given up in time, and the line to him is cut", async () => {
    const { world, google, standIn } = await openGoogle({ luck: always("hang"), limits: QUICK });
    const late = thrownBy(google.route(routeQuestion()));
    await until(() => standIn.asked().length === 1);
    await world.move(QUICK.timeoutMs);
    expect(await late).toMatchObject({ retry: true });
    await until(() => standIn.lines() === 0);
  });

  test("does not take every hand", async () => {
    const limits = { ...QUICK, callsMax: 2 };
    const { world, google, standIn } = await openGoogle({ luck: always("hang"), limits });
    const waiting = ["Voi", "Thika"].map((text) => thrownBy(google.geocode({ text, limit: 1 })));
    await until(() => standIn.asked().length === 2);
    expect(await thrownBy(google.reverse(NAIROBI))).toMatchObject({ retry: true });
    expect(standIn.asked()).toHaveLength(2);
    await world.move(QUICK.timeoutMs);
    await Promise.all(waiting);
  });

  test("who is not there at all is a fault worth another try", async () => {
    const { standIn, another } = await openGoogle();
    await standIn.close();
    const thrown = await thrownBy(another().reverse(NAIROBI));
    expect(thrown).toMatchObject({ retry: true, code: "google-unreachable" });
  });
});

describe("the breaker before Google", () => {
  test.for(["http-500", "REQUEST_DENIED", "OVER_QUERY_LIMIT"] as const)(
    "opens after too many of %s, probes, and closes when he is well",
    async (meets) => {
      const { world, google, standIn } = await openGoogle({ luck: always(meets), limits: QUICK });
      for (let i = 0; i < 5; i++) await thrownBy(google.reverse(NAIROBI));
      expect(standIn.asked()).toHaveLength(2);
      await world.move(QUICK.openMs);
      await thrownBy(google.reverse(NAIROBI));
      await thrownBy(google.reverse(NAIROBI));
      expect(standIn.asked()).toHaveLength(3);
      standIn.behave({});
      await world.move(2 * QUICK.openMs);
      expect(await google.reverse(NAIROBI)).toMatchObject({ source: "google" });
      expect(await google.reverse(MOMBASA)).toMatchObject({ source: "google" });
    },
  );

  test("stays closed while only the questions are wrong", async () => {
    const luck = always("INVALID_REQUEST");
    const { google, standIn } = await openGoogle({ luck, limits: QUICK });
    for (let i = 0; i < 5; i++) await thrownBy(google.reverse(NAIROBI));
    expect(standIn.asked()).toHaveLength(5);
  });
});

describe("the key", () => {
  const MISHAPS: readonly GoogleMishap[] = [
    ...STATUS_MISHAPS,
    "http-500",
    "http-404",
    "html",
    "broken-json",
    "other-shape",
    "cut-off",
    "reset",
  ];

  test.for(MISHAPS)("is in nothing that is thrown, logged or kept: %s", async (meets) => {
    const { google, standIn, kept } = await openGoogle({ luck: always(meets) });
    const thrown = await Promise.all([
      thrownBy(google.route(routeQuestion())),
      thrownBy(google.matrix(MATRIX)),
      thrownBy(google.reverse(NAIROBI)),
    ]);
    expectNoKey(thrown.map(wholeOf).join(" "));
    expectNoKey(kept.join(" "));
    expectNoKey(JSON.stringify(standIn.asked()));
  });

  test("is in nothing that a hung line leaves behind", async () => {
    const { world, google, standIn } = await openGoogle({ luck: always("hang"), limits: QUICK });
    const late = thrownBy(google.route(routeQuestion()));
    await until(() => standIn.asked().length === 1);
    await world.move(QUICK.timeoutMs);
    expectNoKey(wholeOf(await late));
  });

  test("that is not his is refused in words that do not repeat it", async () => {
    const { another } = await openGoogle();
    const key = "another key/of ours";
    const thrown = await thrownBy(another({ key }).reverse(NAIROBI));
    expect(thrown).toMatchObject({ code: "google-request-denied" });
    expect(String(thrown)).toContain("The provided API key");
    expect(wholeOf(thrown)).not.toContain(key);
  });
});

/** All of it, hidden properties and causes as well, as the most curious log would write it. */
function wholeOf(thrown: unknown): string {
  const stack = thrown instanceof Error ? `${thrown.stack} ${thrown.message}` : "";
  const seen = inspect(thrown, { depth: Infinity, showHidden: true, getters: true });
  return `${stack} ${seen} ${JSON.stringify(thrown) ?? ""}`;
}

function expectNoKey(text: string): void {
  const written = [
    KEY,
    encodeURIComponent(KEY),
    encodeURI(KEY),
    KEY.replaceAll(" ", "+"),
    "secret",
  ];
  for (const key of written) expect(text).not.toContain(key);
}
