import { type LineState, openClient } from "@msafara/client";
import { openTestDatabase, openTestRedisServer } from "@msafara/dev";
import { assert, type Id } from "@msafara/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../src/cluster/until.ts";
import { type Crowd, openCrowd } from "../src/market/open-crowd.ts";
import { openPlace } from "../src/market/open-place.ts";

const SETTINGS = { radiiM: [400_000], waveExtraMs: 0, stopWindowMsMin: 0 };

const [database, redis] = await Promise.all([openTestDatabase(), openTestRedisServer()]);
const crashes: string[] = [];
let crowd: Crowd;

beforeAll(async () => {
  const place = await openPlace({
    postgresUrl: database.url,
    redisUrl: redis.url,
    gateways: 1,
    nodes: 1,
    settings: SETTINGS,
    crashed: (sentence) => crashes.push(sentence),
  });
  crowd = openCrowd(place, "follow through");
});

afterAll(async () => {
  await crowd?.place.close();
  await Promise.all([database.close(), redis.close()]);
});

test("a shipper's app sees a whole booking over a gateway that is killed twice (U51)", async () => {
  const { place } = crowd;
  const [shipper] = await crowd.enrol({ role: "shipper", count: 1 });
  const drivers = await crowd.enrol({ role: "driver", count: 2 });
  await crowd.onShift(drivers);
  const { fetch, WebSocket: socket } = place.ears;
  const client = openClient({ baseUrl: place.doors[0], token: shipper.token, fetch, socket });
  const states: LineState[] = [];
  client.live.onLine((state) => states.push(state));
  const id = await crowd.load(shipper);

  const seen: { readonly seq: number; readonly name: string }[] = [];
  const following = client.live.follow(`shipment/${id}`, { after: 0 });
  const journey = (async () => {
    for await (const { seq, name } of following) {
      seen.push({ seq, name });
      if (name === "booking.confirmed") return;
    }
  })();
  await following.began();

  const bids: Id<"bid">[] = [];
  for (const driver of drivers) bids.push(await crowd.bid(driver, id));
  const [gateway] = place.gateways;
  assert(gateway, "there is a gateway");
  assert(gateway.kill(), "it is there to be killed");
  await place.whole();
  const [bidId] = bids;
  assert(bidId, "two drivers bid");
  await shipper.insist((calls, key) => calls.awardBid({ params: { id }, body: { bidId }, key }));
  assert(gateway.kill(), "it came back");
  await journey;
  await place.whole();

  await until("the timeline tells the booking", async () => {
    const told = [];
    for await (const { items } of client.pages.readTimeline({ params: { id } })) {
      told.push(...items.map(({ seq, name }) => ({ seq, name })));
    }
    const end = told.findIndex(({ name }) => name === "booking.confirmed");
    if (end === -1) return false;
    expect(seen).toEqual(told.slice(0, end + 1));
    return true;
  });
  expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, i) => i + 1));
  expect(states.filter(({ phase }) => phase === "open").length).toBeGreaterThan(1);
  expect(crashes).toEqual([]);
  client.live.close();
}, 120_000);
