import { asyncApi, openApi } from "@msafara/contracts";
import { expect, test } from "vitest";
import { ABOUT, judgeFrame } from "./judged.ts";
import { openTestDoor } from "./open-test-door.ts";

const STATS = {
  at: Date.UTC(2026, 10, 20),
  shipments: { open: 1, booked: 2, underWay: 3, delivered: 4 },
  bids: { lastHour: 1, lastDay: 2 },
  drivers: { registered: 5, available: 3 },
  agents: { active: 9 },
};

/** A door that answers well, until somebody spoils what goes out. */
function openSpoilt(spoil: (answer: Answer) => Partial<Answer>) {
  const { app } = openTestDoor({
    handlers: { readStats: async () => ({ status: 200, body: STATS }) },
  });
  app.addHook("onSend", async (_request, reply, text) => {
    const good = { status: reply.statusCode, type: String(reply.getHeader("content-type")) };
    const {
      status,
      type,
      text: told,
    } = { ...good, text: String(text), ...spoil({ ...good, text: String(text) }) };
    reply.code(status).header("content-type", type);
    return told;
  });
  return app.inject("/api/v1/stats");
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

test("a good answer reaches the spec that asked", async () => {
  expect((await openSpoilt(() => ({}))).statusCode).toBe(200);
});

test.for<readonly [string, (answer: Answer) => Partial<Answer>]>([
  ["a status that is not declared", () => ({ status: 202 })],
  ["/moon must not be there", ({ text }) => ({ text: text.replace("{", '{"moon":"full",') })],
  ["/bids/moon must not be there", ({ text }) => ({ text: text.replace("lastHour", "moon") })],
  ["must match format", ({ text }) => ({ text: text.replace("2026-11-20T", "yesterday ") })],
  ['the content type "text/html"', () => ({ type: "text/html" })],
])("a spec that is answered with %s fails", async ([what, spoil]) => {
  await expect(openSpoilt(spoil)).rejects.toThrow(what);
});

test("a spec that is told a frame of nobody's fails", () => {
  expect(() => judgeFrame('{"type":"shout"}')).toThrow("none of the document's");
});

test("the documents are those that the gateway serves", async () => {
  const { app } = openTestDoor();
  const served = async (url: string) => (await app.inject(url)).json();
  expect(await served("/openapi.json")).toEqual(JSON.parse(JSON.stringify(openApi(ABOUT))));
  expect(await served("/asyncapi.json")).toEqual(JSON.parse(JSON.stringify(asyncApi(ABOUT))));
});
