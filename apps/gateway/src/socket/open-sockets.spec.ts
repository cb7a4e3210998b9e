import { decodeAck, encodePositionFrame } from "@msafara/contracts";
import { realWorld } from "@msafara/kernel";
import { openMemoryBus } from "@msafara/runtime/memory";
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  oneof,
  sample,
  string,
  uint8Array,
} from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { truckTopicOf } from "./keep-latest-fixes.ts";
import type { SocketLimits } from "./socket-limits.ts";
import { openClient, openGateway, SHIPMENT_CHANNEL } from "../specs/open-coast.ts";
import { openTruth, SHIPMENT, TOPIC } from "./specs/open-truth.ts";

const AMINA = "shipper-amina----";
const JUMA = "driver-juma------";
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 15_000, interval: 5 });

const world = realWorld();
// Real sockets and ten thousand frames, beside everything else that a gate runs.
vi.setConfig({ testTimeout: 20_000 });

/** A gateway, its bus and its truth; each test spoils one thing. */
async function openCoast(limits: Partial<SocketLimits> = {}) {
  const bus = openMemoryBus({ world });
  const truth = openTruth(() => world.sleep(0));
  const gateway = await openGateway({ bus, truth, limits });
  onTestFinished(async () => {
    await gateway.close();
    await bus.close();
  });
  /** An event that is committed and carried. */
  const tell = (reasons?: number) => bus.live.publish(SHIPMENT_CHANNEL, truth.commit(reasons));
  return { bus, truth, gateway, tell };
}

/** Somebody who follows the shipment. */
async function openFollower(url: string, after?: number) {
  const client = await openClient(url, AMINA);
  client.say({ type: "subscribe", topic: TOPIC, ...(after !== undefined && { after }) });
  await until(() => expect(client.heads()).toHaveLength(1));
  return client;
}

describe("a follower", () => {
  test("is told what happens from then on (U53, U54)", async () => {
    const { gateway, tell, truth } = await openCoast();
    truth.commit();
    const amina = await openFollower(gateway.url);
    for (let i = 0; i < 3; i++) tell();
    await until(() => expect(amina.seqs()).toEqual([2, 3, 4]));
    expect(amina.heads()).toEqual([1]);
    await amina.end();
  });

  test("misses nothing and sees nothing twice, whatever the bus loses, doubles and shuffles (U51)", async () => {
    const { bus, gateway, truth } = await openCoast({ replayPage: 2 });
    const anyFate = array(constantFrom("heard", "lost", "doubled", "late", "breath"), {
      maxLength: 25,
    });
    let seen = 0;
    await assert(
      asyncProperty(anyFate, async (fates) => {
        const amina = await openClient(gateway.url, AMINA);
        amina.say({ type: "subscribe", topic: TOPIC, after: seen });
        const late: Uint8Array[] = [];
        let committed = seen;
        for (const fate of fates) {
          if (fate === "breath") {
            await world.sleep(0);
            continue;
          }
          const frame = truth.commit();
          committed += 1;
          if (fate === "late") late.push(frame);
          else if (fate !== "lost") bus.live.publish(SHIPMENT_CHANNEL, frame);
          if (fate === "doubled") bus.live.publish(SHIPMENT_CHANNEL, frame);
        }
        for (const frame of late.toReversed()) bus.live.publish(SHIPMENT_CHANNEL, frame);
        const wanted = range(seen + 1, committed);
        await until(() => expect(amina.seqs().length).toBeGreaterThanOrEqual(wanted.length));
        expect(amina.seqs()).toEqual(wanted);
        seen = committed;
        await amina.end();
      }),
      { numRuns: 25 },
    );
  });

  test("who asks from a number that never was, or is kept no longer, is told to load anew", async () => {
    const { gateway, truth } = await openCoast();
    for (let i = 0; i < 5; i++) truth.commit();
    truth.forget(3);
    const amina = await openClient(gateway.url, AMINA);
    for (const after of [9, 2]) {
      amina.say({ type: "subscribe", topic: TOPIC, after });
      await until(() => expect(amina.codes()).toHaveLength(after === 9 ? 1 : 2));
    }
    expect(amina.codes()).toEqual(["resume-impossible", "resume-impossible"]);
    expect(amina.told.find(({ type }) => type === "error")).toMatchObject({
      detail: expect.stringContaining("fuata upya"),
    });
    amina.say({ type: "subscribe", topic: TOPIC, after: 3 });
    await until(() => expect(amina.seqs()).toEqual([4, 5]));
    expect(amina.heads()).toEqual([5]);
    await amina.end();
  });

  test("shares the bus with all others, and leaves nothing behind", async () => {
    const { bus, gateway, tell } = await openCoast();
    const subscribe = vi.spyOn(bus.live, "subscribe");
    const all = [];
    for (let i = 0; i < 5; i++) all.push(await openFollower(gateway.url));
    const topics = subscribe.mock.calls.map(([topic]) => topic);
    expect(topics.filter((topic) => topic === SHIPMENT_CHANNEL)).toHaveLength(1);
    tell();
    for (const each of all) await until(() => expect(each.seqs()).toEqual([1]));
    for (const each of all) await each.end();
    const nothing = { sockets: 0, feeds: 0, places: 0, people: 0 };
    await until(() => expect(gateway.sockets.stats()).toEqual(nothing));
  });

  test("who may no longer is told no more", async () => {
    const { gateway, tell, truth } = await openCoast({ recheckMs: 40 });
    const amina = await openFollower(gateway.url);
    truth.barred.add("usr_amina");
    await until(() => expect(amina.codes()).toEqual(["topic-not-found"]));
    tell();
    await until(() => expect(gateway.sockets.stats().feeds).toBe(0));
    expect(amina.seqs()).toEqual([]);
    await amina.end();
  });

  test("whose session is revoked is put out, now and when he comes again", async () => {
    const { gateway } = await openCoast();
    const amina = await openFollower(gateway.url);
    gateway.revocations.tell(["fam_amina"]);
    expect(await amina.closed).toBe(4001);
    const again = await openClient(gateway.url, AMINA);
    expect(await again.closed).toBe(4001);
    expect(again.codes()).toEqual(["token-invalid"]);
  });

  test("who does not read is closed with 4008, and resumes where he was", async () => {
    const { gateway, tell } = await openCoast({ waitingBytesMax: 65_536 });
    const slow = await openFollower(gateway.url);
    slow.socket.pause();
    for (let i = 0; i < 300; i++) tell(1_500);
    await until(() => expect(gateway.sockets.stats().feeds).toBe(0));
    slow.socket.resume();
    expect(await slow.closed).toBe(4008);
    const seen = slow.seqs();
    expect(seen).toEqual(range(1, seen.length));
    expect(slow.codes()).toEqual(["too-slow"]);
    const back = await openFollower(gateway.url, seen.length);
    await until(() => expect([...seen, ...back.seqs()]).toEqual(range(1, 300)));
    await back.end();
  });
});

test("a phone's fixes are acknowledged, and where it is is told to whoever follows, also where the address names the truck (U52, U55, U334)", async () => {
  const { gateway } = await openCoast();
  const topic = truckTopicOf(`drv_${SHIPMENT.slice(4)}`);
  const juma = await openClient(gateway.url, JUMA);
  const fix = {
    seq: 7,
    at: Date.UTC(2026, 10, 20),
    position: { lat: -1.29, lng: 36.82 },
    flags: 0,
  };
  const frame = encodePositionFrame([fix, { ...fix, seq: 8, at: fix.at + 1, speedCmS: 100 }]);
  juma.socket.send(frame as Uint8Array);
  await until(() => expect(juma.acks.map(decodeAck)).toEqual([8]));
  const amina = await openClient(gateway.url, AMINA);
  amina.say({ type: "subscribe", topic });
  await until(() => expect(amina.told.at(-1)).toMatchObject({ type: "position", topic, speed: 1 }));
  const trucks = await openClient(`${gateway.url}/trucks/${topic.slice("truck/".length)}`, AMINA);
  await until(() => expect(trucks.told.at(-1)).toMatchObject({ type: "position", topic }));
  for (const client of [juma, amina, trucks]) await client.end();
});

describe("the door", () => {
  const refusal = async (url: string, headers: Readonly<Record<string, string>> = {}) => {
    const socket = new WebSocket(url, { headers });
    socket.on("error", () => undefined);
    return await new Promise<number | undefined>((resolve) => {
      socket.once("unexpected-response", (_, { statusCode }) => resolve(statusCode));
      socket.once("open", () => resolve(undefined));
    });
  };

  test("is shut to tokens in addresses, to strangers' pages and to one too many", async () => {
    const { gateway } = await openCoast({ socketsMax: 1 });
    expect(await refusal(`${gateway.url}?token=x`)).toBe(400);
    expect(await refusal(gateway.url, { origin: "https://evil.example" })).toBe(403);
    expect(await refusal(`${gateway.url}/nowhere`)).toBe(404);
    const amina = await openFollower(gateway.url);
    expect(await refusal(gateway.url)).toBe(503);
    await amina.end();
  });

  test("lets in by a subprotocol, and keeps one person to so many sockets", async () => {
    const { gateway } = await openCoast({ socketsAPerson: 1 });
    const amina = new WebSocket(gateway.url, ["bearer.shipper-amina"]);
    await until(() => expect(gateway.sockets.stats().people).toBe(1));
    await until(() => expect(amina.protocol).toBe("bearer.shipper-amina"));
    const other = await openClient(gateway.url, AMINA);
    expect(await other.closed).toBe(1008);
    expect(other.codes()).toEqual(["too-many-sockets"]);
    amina.terminate();
  });

  test("says 1001 to all when the gateway ends", async () => {
    const { gateway } = await openCoast();
    const amina = await openFollower(gateway.url);
    await gateway.sockets.close();
    expect(await amina.closed).toBe(1001);
    expect(gateway.sockets.stats()).toMatchObject({ sockets: 0, feeds: 0 });
  });
});

test("ten thousand frames of nonsense change nothing and leave nothing behind", async () => {
  const { gateway } = await openCoast();
  const rejected = vi.fn<(why: unknown) => void>();
  process.on("unhandledRejection", rejected);
  const frames = [
    { type: "subscribe", topic: TOPIC },
    { type: "subscribe", topic: TOPIC, after: 3 },
    { type: "unsubscribe", topic: TOPIC },
    { type: "subscribe", topic: "me" },
    { type: "auth", token: AMINA },
    { type: "auth", token: "nobody-at-all-xx" },
    { type: "ping" },
    { type: "event" },
    7,
  ].map((frame) => Buffer.from(JSON.stringify(frame)));
  const client = await openClient(gateway.url, AMINA);
  const noise = sample(oneof(uint8Array({ maxLength: 40 }), string({ maxLength: 40 })), 5_000);
  const known = sample(constantFrom(...frames), 5_000);
  for (const [i, each] of known.entries()) {
    client.socket.send(each, { binary: false });
    client.socket.send(noise[i] ?? "");
  }
  const pongs = () => client.told.filter(({ type }) => type === "pong").length;
  await vi.waitFor(() => expect(pongs()).toBeGreaterThan(400), { timeout: 15_000 });
  client.say({ type: "unsubscribe", topic: TOPIC });
  await client.end();
  const nothing = { sockets: 0, feeds: 0, places: 0, people: 0 };
  await until(() => expect(gateway.sockets.stats()).toEqual(nothing));
  process.off("unhandledRejection", rejected);
  expect([rejected.mock.calls, gateway.troubles]).toEqual([[], []]);
});
