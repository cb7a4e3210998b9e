import { once } from "node:events";
import { afterAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { until } from "../src/cluster/until.ts";
import { openPerson, type Person } from "../src/wire/open-cast.ts";
import { openTrade } from "../src/wire/open-trade.ts";
import { openWireStage } from "../src/wire/open-wire-stage.ts";

const stage = await openWireStage();
const trade = openTrade(stage);
const { judge } = stage.frames;
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
  socket.on("message", (data: Buffer, isBinary) => {
    try {
      frames.push(judge(isBinary ? data : data.toString()));
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
