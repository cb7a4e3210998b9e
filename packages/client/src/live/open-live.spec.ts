import { encodeAck } from "@msafara/contracts";
import { realWorld } from "@msafara/kernel";
import { array, assert, asyncProperty, constantFrom } from "fast-check";
import { describe, expect, expectTypeOf, onTestFinished, test, vi } from "vitest";
import { WebSocket as NodeSocket } from "ws";
import { type Client, openClient } from "../open-client.ts";
import { hastyWorld } from "../specs/hasty-world.ts";
import { type Fate, openNastyMarket } from "../specs/open-nasty-market.ts";
import type { LineState } from "./line-state.ts";
import type { Topic } from "./live-event.ts";
import type { Following } from "./open-following.ts";
import type { FollowWish } from "./open-live.ts";

const SHIPMENT = "shipment/shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
const TRUCK = "truck/trk_01jx5k7q3v9e2m8n4p6r0s1t2w";
const TOKEN = "amina-----------";
const NEWER = "amina-again-----";

const real = realWorld();
const ORDINARY = { it: TOKEN, haste: 100 };

const until = (holds: () => void) => vi.waitFor(holds, { timeout: 4_000, interval: 2 });
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** A market, and a client that shows what `token` holds. */
async function openDay({ it, haste }: { it?: string | undefined; haste: number } = ORDINARY) {
  const token = { it };
  const market = await openNastyMarket();
  const { baseUrl } = market;
  const client = openClient({ baseUrl, token: async () => token.it, world: hastyWorld(haste) });
  const states: LineState[] = [];
  client.live.onLine((state) => states.push(state));
  onTestFinished(async () => {
    client.live.close();
    await market.close();
  });
  /** Follows and writes down the numbers. */
  const follow = (wish?: FollowWish, topic: Topic = SHIPMENT) =>
    writtenDown(client.live.follow(topic, wish));
  return { market, client, states, token, follow };
}

function writtenDown(following: Following) {
  const seqs: number[] = [];
  async function read(): Promise<void> {
    for await (const told of following) if ("seq" in told) seqs.push(told.seq);
  }
  const ended = read();
  ended.catch(() => undefined);
  return { following, seqs, ended };
}

/** On one socket what is told later is heard later. */
async function heardAll({ live }: Pick<Client, "live">): Promise<void> {
  const own = live.follow("me");
  await own.began();
  own.end();
}

describe("whoever follows", () => {
  test("sees each number once and in order, whatever becomes of frames and sockets (U51)", async () => {
    const { market, follow } = await openDay({ ...ORDINARY, haste: 1_000 });
    const anyFate = constantFrom<Fate>(
      "told",
      "doubled",
      "lost",
      "early",
      "broken",
      "cut",
      "slow",
      "silent",
      "away",
    );
    const anyDeed = constantFrom("tell", "tell", "tell", "cut", "breath");
    let seen = 0;
    await assert(
      asyncProperty(
        array(anyFate, { maxLength: 12 }),
        array(anyDeed, { maxLength: 20 }),
        async (fates, deeds) => {
          market.fates.splice(0, Infinity, ...fates);
          const amina = follow({ after: seen });
          let told = seen;
          for (const deed of deeds) {
            if (deed === "tell") {
              market.tell(SHIPMENT);
              told += 1;
            } else if (deed === "cut") market.cutAll();
            else await real.sleep(0);
          }
          market.fates.length = 0;
          await amina.following.began();
          market.tell(SHIPMENT);
          told += 1;
          await until(() => expect(amina.seqs.length).toBeGreaterThanOrEqual(told - seen));
          expect(amina.seqs).toEqual(range(seen + 1, told));
          seen = told;
          amina.following.end();
          await amina.ended;
        },
      ),
      { numRuns: 40 },
    );
  });

  test("begins with what comes, and learns the last number before it", async () => {
    const { market, follow } = await openDay();
    market.tell(SHIPMENT);
    market.tell(SHIPMENT);
    const amina = follow();
    expect(await amina.following.began()).toBe(2);
    market.tell(SHIPMENT);
    await until(() => expect(amina.seqs).toEqual([3]));
  });

  test("shares one socket and one subscription with others, each from his own number", async () => {
    const { market, follow } = await openDay();
    for (let i = 0; i < 5; i++) market.tell(SHIPMENT);
    const amina = follow({ after: 3 });
    await until(() => expect(amina.seqs).toEqual([4, 5]));
    const juma = follow({ after: 1 });
    const asha = follow();
    await until(() => expect(juma.seqs).toEqual([2, 3, 4, 5]));
    market.tell(SHIPMENT);
    await until(() =>
      expect([amina.seqs, juma.seqs, asha.seqs]).toEqual([[4, 5, 6], range(2, 6), [6]]),
    );
    expect(market.opened()).toBe(1);
  });

  test("leaves the topic with the last follower, and the socket soon after", async () => {
    const { market, follow } = await openDay();
    const [amina, juma] = [follow(), follow()];
    await juma.following.began();
    amina.following.end();
    const unsubscribed = () => market.asked.filter(({ type }) => type === "unsubscribe").length;
    expect(market.visitors.size).toBe(1);
    juma.following.end();
    await until(() => expect(unsubscribed()).toBe(1));
    await until(() => expect(market.visitors.size).toBe(0));
  });

  test("is told why a topic is not his, and others go on", async () => {
    const { market, follow } = await openDay();
    market.refusals.set("me", "topic-not-found");
    market.refusals.set("ops", "resume-impossible");
    market.refusals.set(SHIPMENT, "try-again");
    const [own, ops, other] = [follow({}, "me"), follow({ after: 9 }, "ops"), follow()];
    await expect(own.ended).rejects.toMatchObject({ code: "topic-not-found", status: 404 });
    await expect(own.following.began()).rejects.toMatchObject({ code: "topic-not-found" });
    await expect(ops.ended).rejects.toMatchObject({ code: "resume-impossible" });
    await other.following.began();
    market.tell(SHIPMENT);
    await until(() => expect(other.seqs).toEqual([1]));
  });

  test("who reads slowly is brought up to date by the server, and nothing heaps up", async () => {
    const { market, client } = await openDay();
    const following = client.live.follow(SHIPMENT, { after: 0 });
    await following.began();
    for (let i = 0; i < 2_500; i++) market.tell(SHIPMENT);
    await heardAll(client);
    const seqs: number[] = [];
    for await (const { seq } of following) {
      seqs.push(seq);
      if (seq === 2_500) break;
    }
    expect(seqs).toEqual(range(1, 2_500));
    expect(market.asked.filter(({ after }) => typeof after === "number" && after > 0)).not.toEqual(
      [],
    );
  });

  test("of places sees the latest", async () => {
    const { market, client } = await openDay();
    const places = client.live.follow(TRUCK);
    await places.began();
    const at = (minute: number) => `2026-11-20T09:0${minute}:00.000Z`;
    for (const minute of [1, 3, 2]) {
      market.sayAll({ type: "position", topic: TRUCK, at: at(minute), lat: -1.3, lng: 36.8 });
    }
    await heardAll(client);

    for await (const { at: seen } of places) {
      expect(seen).toBe(Date.parse(at(3)));
      break;
    }
  });

  test("may have a function called instead, and ends it by a signal", async () => {
    const { market, client } = await openDay();
    const stop = new AbortController();
    const names: string[] = [];
    const hearing = client.live.hear(SHIPMENT, ({ name }) => void names.push(name), {
      after: 0,
      signal: stop.signal,
    });
    market.tell(SHIPMENT);
    await until(() => expect(names).toEqual(["bid.withdrawn"]));
    stop.abort();
    await hearing;
  });
});

describe("the socket", () => {
  test("shows a newer token before the old one ends, without a new socket", async () => {
    const { market, follow, token } = await openDay();
    const amina = follow();
    await amina.following.began();
    token.it = NEWER;
    await until(() => expect([...market.visitors][0]?.tokens).toEqual([TOKEN, NEWER]));
    expect(market.opened()).toBe(1);
  });

  test("comes back with another token when its own has ended (4001)", async () => {
    const { market, follow, token } = await openDay();
    const amina = follow({ after: 0 });
    await amina.following.began();
    token.it = NEWER;
    market.cutAll(4001);
    market.tell(SHIPMENT);
    await until(() => expect(amina.seqs).toEqual([1]));
  });

  test("tells whoever follows when there is no other token", async () => {
    const { market, follow } = await openDay();
    market.dead.add(TOKEN);
    await expect(follow().ended).rejects.toMatchObject({ code: "token-expired" });
    expect(market.opened()).toBe(1);
  });

  test("is not opened for somebody who is not signed in", async () => {
    const { market, follow } = await openDay({ ...ORDINARY, it: undefined });
    await expect(follow().ended).rejects.toMatchObject({ code: "token-missing" });
    expect(market.opened()).toBe(0);
  });

  test("is asked whether it lives, and given up when two beats are missed", async () => {
    const { market, follow, states } = await openDay();
    const amina = follow({ after: 0 });
    await amina.following.began();
    for (const { socket } of market.visitors) socket.pause();
    await until(() => expect(states).toContainEqual({ phase: "waiting", code: 4002 }));
    market.tell(SHIPMENT);
    await until(() => expect(amina.seqs).toEqual([1]));
  });

  test("is looked at as soon as an app comes back to the front", async () => {
    const { market, follow, client } = await openDay();
    await follow().following.began();
    client.live.wake();
    await until(() => expect(market.asked).toContainEqual({ type: "ping" }));
    market.sayAll({ type: "ping" });
    await until(() => expect(market.asked).toContainEqual({ type: "pong" }));
  });

  test("may be of another make", async () => {
    const market = await openNastyMarket();
    onTestFinished(market.close);
    const { baseUrl } = market;
    const { live } = openClient({ baseUrl, token: async () => TOKEN, socket: NodeSocket });
    await live.follow(SHIPMENT).began();
    live.close();
  });

  test("a hundred topics are asked for no faster than a server reads", async () => {
    const { market, client } = await openDay();
    const topics = range(10, 59).map((i): Topic => `shipment/shp_01jx5k7q3v9e2m8n4p6r0s1t${i}`);
    const all = topics.map((topic) => client.live.follow(topic).began());
    await all[0];
    expect(market.asked.length).toBeLessThan(30);
    await Promise.all(all);
  });
});

test("a phone reports where it is until the server has it, over a drop", async () => {
  const market = await openNastyMarket();
  onTestFinished(market.close);
  const { baseUrl } = market;
  const parts = { baseUrl, token: async () => TOKEN, world: hastyWorld(100) };
  const { live } = openClient({ ...parts, device: "tecno.1" });
  const position = { lat: -1.29, lng: 36.82 };
  const at = Date.UTC(2026, 10, 20, 9);
  live.report({ seq: 1, at, position, flags: 0 });
  await until(() => expect(market.bytes).toHaveLength(1));
  market.cutAll();
  await until(() => expect(market.bytes).toHaveLength(2));
  expect(market.bytes[1]).toEqual(market.bytes[0]);
  expect(live.unacknowledged()).toBe(1);
  market.sayBytes(encodeAck(1));
  await until(() => expect(live.unacknowledged()).toBe(0));
  live.close();
});

test("events are typed by their topic and name", () => {
  const told = openClient({ baseUrl: "http://door.test" }).live.follow(SHIPMENT);
  async function read(): Promise<number | undefined> {
    for await (const event of told) {
      if (event.name === "bid.selected") return event.data.answerBy;
    }
    return undefined;
  }
  expectTypeOf(read).returns.resolves.toEqualTypeOf<number | undefined>();
  told.end();
});
