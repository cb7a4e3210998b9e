import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { realWorld } from "@msafara/kernel";
import { openMemoryBus } from "@msafara/runtime/memory";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openGateway } from "./open-coast.ts";
import { openTruth } from "../socket/specs/open-truth.ts";
import { judgeAnswer } from "./judged.ts";

const world = realWorld();
let gateway: Awaited<ReturnType<typeof openGateway>>;
beforeAll(async () => {
  const truth = openTruth(() => world.sleep(0));
  gateway = await openGateway({ bus: openMemoryBus({ world }), truth });
});
afterAll(() => gateway.close());

/** What a good client asks for a socket with; each test spoils one thing. */
const GOOD = {
  connection: "upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

test.for<readonly [string, object, string?]>([
  ["a key that is none", { "sec-websocket-key": "x" }],
  ["a version of the future", { "sec-websocket-version": "99" }],
  ["another protocol", { upgrade: "gopher" }],
  ["another method", {}, "POST"],
])(
  "%s is told to be malformed, in a document like all others",
  async ([, spoil, method = "GET"]) => {
    const url = gateway.url.replace("ws:", "http:");
    const asked = request(url, { method, headers: { ...GOOD, ...spoil } }).end();
    const [answer]: IncomingMessage[] = await once(asked, "response");
    const { statusCode: status = 0, headers = {} } = answer ?? {};
    const said = new Headers(Object.entries(headers).map(([name, it]) => [name, String(it)]));
    const told = await text(answer!);
    judgeAnswer({ method, path: "/ws" }, { status, headers: said, text: told });
    expect(JSON.parse(told)).toMatchObject({ status: 400, code: "malformed", instance: "/ws" });
    expect(said.get("x-request-id")).toBe(JSON.parse(told).requestId);
    expect(said.get("sec-websocket-version")).toBe("13");
  },
);
