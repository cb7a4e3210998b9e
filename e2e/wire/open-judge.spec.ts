import { openApi } from "@msafara/contracts";
import { expect, test } from "vitest";
import { openJudge } from "../src/wire/open-judge.ts";

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
  ["must be equal to constant", { body: { status: "awarded" } }],
  [
    "the status 400 in its body",
    { status: 409, headers: problem, body: { ...told, status: 400, code: "already-booked" } },
  ],
  [
    "not declared",
    { status: 409, headers: problem, body: { ...told, status: 409, code: "pin-wrong" } },
  ],
] as const)("the judge sees %s", ([what, spoil]) => {
  const headers = Object.fromEntries(
    Object.entries("headers" in spoil ? spoil.headers : good.headers).filter(([, it]) => it),
  );
  expect(() => hear({ ...spoil, headers: headers as typeof good.headers })).toThrow(what);
});
