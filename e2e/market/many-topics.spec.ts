import { openClient } from "@msafara/client";
import { openTestDatabase, openTestRedisServer } from "@msafara/dev";
import { assert, type Id, realWorld } from "@msafara/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Crowd, openCrowd } from "../src/market/open-crowd.ts";
import type { Person } from "../src/market/open-person.ts";
import { openPlace } from "../src/market/open-place.ts";

const SETTINGS = { radiiM: [400_000], waveExtraMs: 0 };
/** More than a gateway reads in a second. */
const TOPICS = 40;
/** Long enough for all that an app says to heap up on its way. */
const HELD_MS = 4_000;

const [database, redis] = await Promise.all([openTestDatabase(), openTestRedisServer()]);
const crashes: string[] = [];
let crowd: Crowd;
let shipper: Person;
let loads: Id<"shp">[];

beforeAll(async () => {
  const place = await openPlace({
    postgresUrl: database.url,
    redisUrl: redis.url,
    gateways: 1,
    nodes: 1,
    settings: SETTINGS,
    crashed: (sentence) => crashes.push(sentence),
  });
  crowd = openCrowd(place, "many topics");
  [shipper] = await crowd.enrol({ role: "shipper", count: 1 });
  loads = await Promise.all(Array.from({ length: TOPICS }, () => crowd.load(shipper)));
});

afterAll(async () => {
  await crowd?.place.close();
  await Promise.all([database.close(), redis.close()]);
  expect(crashes).toEqual([]);
});

async function callOff(id: Id<"shp">): Promise<void> {
  const body = { reason: "sold" };
  await shipper.insist((calls, key) => calls.cancelShipment({ params: { id }, body, key }));
}

/** A network that keeps back what the first socket says, and hands it over all at once. */
function bunchedSocket(handedOver: number[]): typeof WebSocket {
  let isFirst = true;
  return class extends WebSocket {
    readonly #held: Parameters<WebSocket["send"]>[0][] = [];
    #isHeld = isFirst;

    constructor(url: string | URL) {
      super(url);
      isFirst = false;
      void this.#handOver();
    }

    override send(frame: Parameters<WebSocket["send"]>[0]): void {
      if (this.#isHeld) this.#held.push(frame);
      else super.send(frame);
    }

    async #handOver(): Promise<void> {
      await realWorld().sleep(HELD_MS);
      this.#isHeld = false;
      if (this.#held.length > 0) handedOver.push(this.#held.length);
      for (const frame of this.#held.splice(0)) super.send(frame);
    }
  };
}

test("an app with forty topics hears of each, over a network that bunches and a gateway that dies (U51)", async () => {
  const { place } = crowd;
  const handedOver: number[] = [];
  const socket = bunchedSocket(handedOver);
  const client = openClient({ baseUrl: place.doors[0], token: shipper.token, socket });
  const all = loads.map((id) => client.live.follow(`shipment/${id}`));
  await Promise.all(all.map((following) => following.began()));
  // The gateway read thirty of these, and left the others unread.
  expect(handedOver[0]).toBeGreaterThan(30);

  const [gateway] = place.gateways;
  assert(gateway?.kill(), "there is a gateway to be killed");
  await place.whole();
  const endings = all.map(async (following) => {
    for await (const { name, data } of following) {
      if (name === "shipment.status_changed" && data.status === "cancelled") return "cancelled";
    }
    return "ended";
  });
  await Promise.all(loads.map(callOff));
  expect(await Promise.all(endings)).toEqual(loads.map(() => "cancelled"));
  client.live.close();
});
