import { openRedisBus } from "@msafara/bus";
import { openTestRedis } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import { array, assert, asyncProperty, constantFrom, record } from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { openClient, openGateway, SHIPMENT_CHANNEL } from "../specs/open-coast.ts";
import { openTruth, TOPIC } from "./specs/open-truth.ts";

const AMINA = "shipper-amina----";
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 8_000, interval: 5 });

/** Two gateways on one Redis, and a third connection that speaks for the agents. */
async function openTwoGateways() {
  const world = realWorld();
  const { url, prefix, close } = await openTestRedis();
  const open = () => openRedisBus({ url, prefix, world });
  const [agents, here, there] = await Promise.all([open(), open(), open()]);
  const truth = openTruth(() => world.sleep(0));
  const limits = { replayPage: 3 };
  const one = await openGateway({ bus: here, truth, limits });
  const other = await openGateway({ bus: there, truth, limits });
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()]);
    await Promise.all([agents.close(), here.close(), there.close()]);
    await close();
  });
  return {
    agents,
    truth,
    urls: [one.url, other.url] as const,
    stats: one.sockets.stats,
    revoke: other.revocations.tell,
  };
}

test("who moves from gateway to gateway misses nothing and sees nothing twice (U51)", async () => {
  const { agents, truth, urls } = await openTwoGateways();
  const anyRide = array(
    record({
      fate: constantFrom("heard", "heard", "lost", "doubled", "late"),
      moves: constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 20 },
  );
  let seen = 0;
  await assert(
    asyncProperty(anyRide, async (ride) => {
      const told: number[] = [];
      const follow = async (place: number) => {
        const client = await openClient(urls[place % 2] ?? "", AMINA);
        client.say({ type: "subscribe", topic: TOPIC, after: told.at(-1) ?? seen });
        await until(() => expect(client.heads()).toHaveLength(1));
        return client;
      };
      let place = 0;
      let client = await follow(place);
      const late: Uint8Array[] = [];
      for (const { fate, moves } of ride) {
        const frame = truth.commit();
        if (fate === "late") late.unshift(frame);
        else if (fate !== "lost") agents.live.publish(SHIPMENT_CHANNEL, frame);
        if (fate === "doubled") agents.live.publish(SHIPMENT_CHANNEL, frame);
        if (!moves) continue;
        await client.end();
        told.push(...client.seqs());
        client = await follow((place += 1));
      }
      for (const frame of late) agents.live.publish(SHIPMENT_CHANNEL, frame);
      const wanted = range(seen + 1, seen + ride.length);
      await until(() => expect([...told, ...client.seqs()]).toEqual(wanted));
      await client.end();
      seen += ride.length;
    }),
    { numRuns: 15 },
  );
}, 60_000);

test("a session that is revoked at one gateway ends at the other", async () => {
  const { urls, stats, revoke } = await openTwoGateways();
  const amina = await openClient(urls[0], AMINA);
  await until(() => expect(stats().people).toBe(1));
  revoke(["fam_amina"]);
  expect(await amina.closed).toBe(4001);
  const again = await openClient(urls[1], AMINA);
  expect(await again.closed).toBe(4001);
});
