import { describe, expect, test } from "vitest";
import { openTestDoor } from "./specs/open-test-door.ts";
import type { NodeVitals, Vitals } from "./vitals.ts";

const node: NodeVitals = {
  name: "one",
  ready: true,
  partitions: 1024,
  residents: 7,
  callsWaiting: 0,
  timersArmed: 2,
  byRole: { shipment: 7 },
};

/** A gateway whose every part works; each test spoils one. */
function openGateway(spoil: Partial<Vitals> = {}) {
  return openTestDoor({ vitals: { node: () => node, ...spoil } }).app;
}

describe("a probe", () => {
  test("finds the process alive whatever else is away", async () => {
    const app = openGateway({ placement: () => Promise.reject(new TypeError("away")) });
    const answer = await app.inject("/healthz");
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { status: "alive", version: "1.2.3" },
    ]);
  });

  test("finds it ready when database, bus and agents answer", async () => {
    const answer = await openGateway().inject("/readyz");
    expect(answer.json()).toEqual({ status: "ready", database: "ok", bus: "ok", agents: "ok" });
  });

  test.for<readonly [string, Partial<Vitals>]>([
    ["database", { placement: () => Promise.reject(new TypeError("away")) }],
    ["agents", { placement: async () => ({ nodes: 1, owned: 1023, partitions: 1024 }) }],
    ["agents", { node: () => ({ ...node, ready: false }) }],
  ])("is told to come back while the %s is not there", async ([part, spoil]) => {
    const answer = await openGateway(spoil).inject("/readyz");
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["retry-after"]).toBe("2");
    expect(answer.json()).toMatchObject({
      code: "try-again",
      errors: expect.arrayContaining([expect.objectContaining({ path: part })]),
    });
  });
});

test("a door stays open while the bus is away, and says so", async () => {
  const bus = { kind: "redis", answers: () => Promise.reject(new TypeError("away")) } as const;
  const answer = await openGateway({ bus }).inject("/readyz");
  expect([answer.statusCode, answer.json().bus]).toEqual([200, "away"]);
});

describe("a problem", () => {
  test("is a document that names the request", async () => {
    const headers = { "x-request-id": "abc-1" };
    const answer = await openGateway().inject({ url: "/nowhere?q=1", headers });
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.headers["x-request-id"]).toBe("abc-1");
    expect(answer.json()).toEqual({
      type: "/problems/not-found",
      title: "There is nothing here",
      status: 404,
      code: "not-found",
      detail: "Nothing is here, or it is not yours to see.",
      instance: "/nowhere",
      requestId: "abc-1",
    });
  });

  test("speaks Swahili to whoever asks for it", async () => {
    const headers = { "accept-language": "sw-KE, en;q=0.5" };
    const answer = await openGateway().inject({ url: "/nowhere", headers });
    expect(answer.json()).toMatchObject({ title: "Hakuna kitu hapa" });
  });

  test("of ours tells nothing of our insides", async () => {
    const app = openGateway();
    app.get("/broken", () => Promise.reject(new TypeError("secret of the house")));
    const answer = await app.inject("/broken");
    expect(answer.json()).toMatchObject({ status: 500, code: "broken" });
    expect(answer.body).not.toContain("secret");
  });

  test("of a body that is no JSON is the caller's", async () => {
    const app = openGateway();
    app.post("/load", async () => ({}));
    const headers = { "content-type": "application/json" };
    const answer = await app.inject({ method: "POST", url: "/load", headers, body: "{" });
    expect(answer.json()).toMatchObject({ status: 400, code: "malformed" });
  });

  test("of a body that is no JSON by its own word is told what to send", async () => {
    const app = openGateway();
    app.post("/load", async () => ({}));
    const headers = { "content-type": "text/plain" };
    const answer = await app.inject({ method: "POST", url: "/load", headers, body: "hi" });
    expect(answer.json()).toMatchObject({ status: 415, code: "unsupported-media-type" });
  });

  test("of an address that cannot be decoded is the caller's", async () => {
    const answer = await openGateway().inject("/%zz");
    expect(answer.json()).toMatchObject({ status: 400, code: "malformed" });
  });

  test("of a request id with a line break is answered under an id of ours", async () => {
    const headers = { "x-request-id": "a b" };
    const answer = await openGateway().inject({ url: "/healthz", headers });
    expect(answer.headers["x-request-id"]).toMatch(/^req_/);
  });
});

describe("the front page", () => {
  test("says what runs, and counts", async () => {
    const answer = await openGateway().inject("/");
    expect(answer.headers["content-type"]).toContain("text/html");
    for (const part of [
      "Open for business",
      "PostgreSQL, embedded",
      "1024\u00A0/\u00A01024",
      "shipment",
    ]) {
      expect(answer.body).toContain(part);
    }
  });

  test("says it in Swahili", async () => {
    const answer = await openGateway().inject({ url: "/", headers: { "accept-language": "sw" } });
    expect(answer.body).toContain('<html lang="sw">');
    expect(answer.body).toContain("Tuko wazi");
  });

  test("says what does not answer", async () => {
    const app = openGateway({ placement: () => Promise.reject(new TypeError("away")) });
    expect((await app.inject("/")).body).toContain("does not answer");
  });

  test("lets a browser load nothing but its own sheet", async () => {
    const { headers } = await openGateway().inject("/");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });
});

test("every answer is counted by its route, never by its address", async () => {
  const app = openGateway();
  app.get("/loads/:id", async () => ({}));
  await app.inject("/loads/1");
  await app.inject("/loads/2");
  await app.inject("/nowhere");
  const { body } = await app.inject("/metrics");
  expect(body).toContain('http_requests_total{method="GET",endpoint="/loads/:id",status="200"} 2');
  expect(body).toContain('http_requests_total{method="GET",endpoint="none",status="404"} 1');
  expect(body).toContain("http_request_duration_seconds_bucket");
});
