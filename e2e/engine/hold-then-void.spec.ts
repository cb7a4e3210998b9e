import { openRedisBus } from "@msafara/bus";
import { openTestRedisServer } from "@msafara/dev";
import { Fault, realWorld } from "@msafara/kernel";
import { type Bus, type EffectWorker, startEffectWorker, type Vendor } from "@msafara/runtime";
import { type Bank, openBank } from "@msafara/sim";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";
import { until } from "../src/cluster/until.ts";

const SLOW_MS = 1_500;
const CLAIM_MS = 600;
const SWEEP_MS = 200;
const PAYMENT = "payment/p1";

let stage: Stage;
let redis: Awaited<ReturnType<typeof openTestRedisServer>>;
let bank: Bank;
let buses: Bus[] = [];
let workers: EffectWorker[] = [];
/** How often a worker set out to the bank for a hold. */
let holds = 0;
/** What a worker that has died waits for; the dead, too, must leave when the curtain falls. */
let curtain: PromiseWithResolvers<never>;
beforeEach(async () => {
  curtain = Promise.withResolvers();
  curtain.promise.catch(() => undefined);
  stage = await openStage();
  redis = await openTestRedisServer();
  buses = [];
  workers = [];
  const moods = { actAndHush: 0, idleAndHush: 0, refuse: 0, dawdle: 0, unsure: 0 };
  bank = openBank(realWorld(), { moods, hushMs: 0, dawdleMs: 0 });
  holds = 0;
  await stage.startNode("one", { bus: await openBus() });
});
afterEach(async () => {
  curtain.reject(new Fault("Nobody hears the dead", { retry: true }));
  await Promise.all(workers.map((worker) => worker.stop()));
  await stage.close();
  await Promise.all(buses.map((bus) => bus.close()));
  await redis.close();
});

async function openBus(): Promise<Bus> {
  const bus = await openRedisBus({ url: redis.url, world: realWorld(), prefix: "lanes" });
  buses.push(bus);
  return bus;
}

async function hireFor(
  vendor: Vendor,
  name: string,
  isDead: () => boolean = () => false,
): Promise<EffectWorker> {
  const journal = stage.openJournal();
  const worker = await startEffectWorker({
    world: realWorld(),
    // The dead take nothing any more, or they would use up the tries of the living.
    journal: {
      ...journal,
      claimEffects: async (wish) => (isDead() ? [] : await journal.claimEffects(wish)),
    },
    bus: await openBus(),
    vendors: { bank: vendor },
    claimMs: CLAIM_MS,
    sweepMs: SWEEP_MS,
    name,
  });
  return worker;
}

/**
 * Slow with holds and prompt with everything else, so that a void that did not wait would be first.
 * Claims end long before it answers: two workers meet over one effect.
 */
async function hire(name: string): Promise<void> {
  const slow: Vendor = {
    perform: async (order) => {
      if (order.kind === "bank.hold") {
        holds += 1;
        await realWorld().sleep(SLOW_MS);
      }
      return await bank.perform(order);
    },
    inquire: bank.inquire,
  };
  workers.push(await hireFor(slow, name));
}

async function ask(command: { type: "hold"; amount: number } | { type: "void" }): Promise<void> {
  const caller = await stage.openCaller(await openBus());
  await stage.insist(caller, { address: PAYMENT, command: { ...command, order: command.type } });
}

async function deeds(): Promise<readonly string[]> {
  await stage.rest();
  return bank.book().map(({ kind }) => kind);
}

async function judged(): Promise<readonly string[]> {
  return await stage.judge({ book: bank.book(), calls: bank.calls() });
}

describe("hold, then void, with a slow bank", () => {
  test("7 (G5): Redis forgets everything in between: the void comes second", async () => {
    await Promise.all([hire("one"), hire("two")]);
    await ask({ type: "hold", amount: 20 });
    await until("the bank is asked for the hold", () => holds > 0);
    await ask({ type: "void" });
    const raw = new Redis(redis.url);
    await raw.flushall();
    raw.disconnect();
    expect(await deeds()).toEqual(["bank.hold", "bank.void"]);
    expect(await judged()).toEqual([]);
  });

  test("7 (G5): a failed job that an older release kept does not silence its lane", async () => {
    // Nobody works yet: the job of the lane lies in Redis, and becomes one that failed and was kept.
    await ask({ type: "hold", amount: 20 });
    const raw = new Redis(redis.url);
    const kept = await until("the job waits", () => keepAsFailed(raw));
    expect(kept).toContain(encodeURIComponent(PAYMENT));
    await Promise.all([hire("one"), hire("two")]);
    await ask({ type: "void" });
    expect(await deeds()).toEqual(["bank.hold", "bank.void"]);
    expect(await judged()).toEqual([]);
    raw.disconnect();
  });

  test("7 (G5): a worker that dies with the hold in its hand is followed by one that asks first", async () => {
    const dying: Vendor = {
      perform: async () => {
        holds += 1;
        return await curtain.promise;
      },
      inquire: bank.inquire,
    };
    workers.push(await hireFor(dying, "dying", () => holds > 0));
    await ask({ type: "hold", amount: 20 });
    await until("the hold is in the hand of the dying", () => holds > 0);
    await ask({ type: "void" });
    await hire("two");
    expect(await deeds()).toEqual(["bank.hold", "bank.void"]);
    expect(await judged()).toEqual([]);
  });
});

/** Moves the first waiting job among those that failed, as BullMQ does without `removeOnFail`. */
async function keepAsFailed(raw: Redis): Promise<string | undefined> {
  const [key] = await raw.keys("*:wait");
  const id = key === undefined ? null : await raw.lpop(key);
  if (key === undefined || id === null) return undefined;
  await raw.zadd(key.replace(/wait$/, "failed"), Date.now(), id);
  return id;
}
