import { describe, expect, test } from "vitest";
import { openApi } from "../openapi/open-api.ts";
import { openJudge } from "./open-judge.ts";

const { judge } = openJudge(JSON.parse(JSON.stringify(openApi({ version: "1.2.3" }))));
const asked = { method: "POST", path: "/api/v1/shipments/{id}/award" };
const good = {
  status: 202,
  headers: {
    "content-type": "application/json; charset=utf-8",
    "x-request-id": "req_1",
    "ratelimit-limit": "100",
    "ratelimit-remaining": "99",
    "ratelimit-reset": "60",
  },
  body: { status: "awarding" } as unknown,
};

function hear(spoil: Partial<typeof good>) {
  const { status, headers, body } = { ...good, ...spoil };
  judge(asked, { status, headers: new Headers(headers), text: JSON.stringify(body) });
}

test("an answer that the document shows is let through", () => {
  expect(() => hear({})).not.toThrow();
});

const { "ratelimit-reset": _, ...unlimited } = good.headers;
const problem = { ...good.headers, "content-type": "application/problem+json" };
const told = { type: "/problems/x", title: "x", detail: "x", instance: "/", requestId: "req_1" };
test.for([
  ["a status that is not declared", { status: 418 }],
  [
    "no header RateLimit-Reset",
    { headers: { ...unlimited, "ratelimit-reset": undefined as never } },
  ],
  ["the header RateLimit-Limit", { headers: { ...good.headers, "ratelimit-limit": "many" } }],
  ["the content type", { headers: { ...good.headers, "content-type": "text/html" } }],
  ["/status must be equal to constant", { body: { status: "awarded" } }],
  ["moon must not be there", { body: { status: "awarding", moon: "full" } }],
  [
    "the status 400 in its body",
    { status: 409, headers: problem, body: { ...told, status: 400, code: "already-booked" } },
  ],
  [
    "not declared",
    { status: 409, headers: problem, body: { ...told, status: 409, code: "pin-wrong" } },
  ],
  [
    "points to `errors`, without any",
    {
      status: 400,
      headers: problem,
      body: { ...told, status: 400, code: "malformed", detail: "See `errors`." },
    },
  ],
] as const)("the judge sees %s", ([what, spoil]) => {
  const headers = Object.fromEntries(
    Object.entries("headers" in spoil ? spoil.headers : good.headers).filter(([, it]) => it),
  );
  expect(() => hear({ ...spoil, headers: headers as typeof good.headers })).toThrow(what);
});

const text = JSON.stringify({ ...told, status: 404, code: "not-found" });

describe("an address as it was sent", () => {
  const address = "/api/v1/shipments/shp_01jx5k7q3v9e2m8n4p6r0s1t2w/award?dryRun=true";

  test("is held against the operation that answers there", () => {
    const headers = new Headers(good.headers);
    const heard = { status: 202, headers, text: JSON.stringify(good.body) };
    expect(() => judge({ method: "POST", path: address }, heard)).not.toThrow();
    expect(() => judge({ method: "POST", path: address }, { ...heard, text: "{}" })).toThrow(
      "must have required property 'status'",
    );
  });

  test("that is a fixed one is not taken for one with a name in it", () => {
    const headers = new Headers({ ...good.headers, etag: '"7"' });
    const heard = { status: 200, headers, text: "{}" };
    expect(() => judge({ method: "GET", path: "/api/v1/drivers/me" }, heard)).toThrow("'onTime'");
  });

  test.for([
    ["GET", "/nowhere", 404, "application/problem+json", text],
    ["GET", "/healthz", 200, "application/json", '{"status":"alive"}'],
    ["OPTIONS", "/api/v1/shipments", 204, "", ""],
    ["HEAD", "/nowhere", 404, "application/problem+json", ""],
  ] as const)("of no operation may tell a page or a problem: %s %s", ([method, path, ...rest]) => {
    const [status, type, body] = rest;
    const heard = { status, headers: new Headers({ "content-type": type }), text: body };
    expect(() => judge({ method, path }, heard)).not.toThrow();
  });

  test.for([
    ["what no operation answers", "/api/v1/nowhere", 200, "application/json", "{}"],
    ["the content type", "/nowhere", 404, "text/html", "<h1>Not found</h1>"],
    ["the status 404 in its body", "/nowhere", 400, "application/problem+json", text],
    ["must not be there", "/x", 404, "application/problem+json", text.replace("{", '{"a":1,')],
  ] as const)("of no operation may not tell %s", ([what, path, status, type, body]) => {
    const heard = { status, headers: new Headers({ "content-type": type }), text: body };
    expect(() => judge({ method: "GET", path }, heard)).toThrow(what);
  });
});

test("an old answer is told with its age and without a version", () => {
  const seen = { method: "GET", path: "/api/v1/drivers/me" };
  const marks = { "x-stale": "true", age: "7" };
  const hearStale = (more: Readonly<Record<string, string>>) => {
    const headers = new Headers({ ...good.headers, ...more });
    judge(seen, { status: 200, headers, text: "{}" });
  };
  // Its body is judged, so its headers were let through.
  expect(() => hearStale(marks)).toThrow("must have required property");
  expect(() => hearStale({ ...marks, etag: '"7"' })).toThrow("a version of what is old");
  expect(() => hearStale({ "x-stale": "true" })).toThrow("no header Age");
  expect(() => hearStale({})).toThrow("no header ETag");
});
