import { once } from "node:events";
import { asyncApi } from "@msafara/contracts";
import { afterAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { until } from "../src/cluster/until.ts";
import { openPerson, type Person } from "../src/wire/open-cast.ts";
import { openFrameJudge } from "../src/wire/open-frame-judge.ts";
import { openTrade } from "../src/wire/open-trade.ts";
import { openWireStage } from "../src/wire/open-wire-stage.ts";

const stage = await openWireStage();
const trade = openTrade(stage);
const document = await (await fetch(`${stage.doors[0]}/asyncapi.json`)).json();
const { judge } = openFrameJudge(document);
const sockets: WebSocket[] = [];
afterAll(async () => {
  for (const socket of sockets) socket.terminate();
  await stage.close();
});

/** Follows topics through one of the gateways; every frame passes the judge. */
async function follow({ shows }: Person, door: 0 | 1, topics: readonly string[]) {
  const frames: any[] = [];
  const complaints: unknown[] = [];
  const socket = new WebSocket(`${stage.doors[door].replace("http", "ws")}/ws`);
  sockets.push(socket);
  socket.on("message", (data) => {
    try {
      frames.push(judge(Buffer.isBuffer(data) ? data.toString() : ""));
    } catch (error) {
      complaints.push(error);
    }
  });
  await once(socket, "open");
  const token = shows["authorization"]?.replace("Bearer ", "");
  const say = (frame: object) => socket.send(JSON.stringify(frame));
  say({ type: "auth", token });
  for (const topic of topics) say({ type: "subscribe", topic });
  return { frames, complaints, say };
}

test("whatever is told of a booking is what the document shows", async () => {
  const wish = { name: "Amina", role: "shipper", phone: "+254712000041" } as const;
  const amina = await openPerson(stage, wish);
  const juma = await trade.hire();
  const drivers = await follow(juma, 1, ["market", "me"]);
  const { shipmentId } = await trade.book(amina, juma);
  const topic = `shipment/${shipmentId}`;
  const shippers = await follow(amina, 0, [topic, "me", "ops"]);
  shippers.say({ type: "subscribe", topic, after: 0 });
  shippers.say({ type: "shout" });
  await until("the booking is told", () =>
    shippers.frames.some(({ name }) => name === "booking.confirmed"),
  );
  await until("nonsense is answered", () =>
    shippers.frames.some(({ code }) => code === "frame-malformed"),
  );
  await until("the driver follows", () => drivers.frames.some(({ type }) => type === "subscribed"));
  expect([...shippers.complaints, ...drivers.complaints]).toEqual([]);
});

describe("the judge of frames", () => {
  const own = openFrameJudge(JSON.parse(JSON.stringify(asyncApi({ version: "1.2.3" }))));
  const at = "2026-11-20T09:00:00.000Z";
  const topic = "shipment/shp_01jx5k7q3v9e2m8n4p6r0s1t2w";

  test.for([
    ["a frame of a client", { type: "auth", token: "x".repeat(20) }],
    ["an event that nobody declared", { type: "event", topic, seq: 1, name: "x.y", at, data: {} }],
    ["a frame without its number", { type: "subscribed", topic }],
    ["a code that is not in the table", { type: "error", code: "oh-no", detail: "x" }],
  ] as const)("sees %s", ([, frame]) => {
    expect(() => own.judge(JSON.stringify(frame))).toThrow("A frame");
  });

  test("lets a good one through", () => {
    const frame = { type: "subscribed", topic, seq: 7 };
    expect(own.judge(JSON.stringify(frame))).toEqual(frame);
  });
});
