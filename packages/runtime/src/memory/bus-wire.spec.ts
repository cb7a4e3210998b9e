import { describe, expect, test } from "vitest";
import type { Bus } from "../ports/bus.ts";
import type { BusFaults } from "./bus-wire.ts";
import { openMemoryBus } from "./memory-bus.ts";
import { openMemoryExchange } from "./memory-exchange.ts";
import { openSeededTime } from "./seeded-time.ts";

type Turned = { -readonly [Name in keyof BusFaults]: BusFaults[Name] };

const TASK = { queue: "effects", id: "eff_1", body: Uint8Array.of(1) };

describe("rings on a bad wire", () => {
  test.for([
    ["lost", { lostRate: 1 }, 0],
    ["heard once", {}, 1],
    ["heard twice", { doubledRate: 1 }, 2],
  ] as const)("are %s", async ([, turned, times]) => {
    const { time, one, other, faults } = openTown();
    Object.assign(faults, turned);
    let rings = 0;
    await other.doorbell.listen("other", () => (rings += 1));
    one.doorbell.ring("other", ["driver/1"]);
    expect(rings).toBe(0);
    await time.run(time.now() + 1);
    expect(rings).toBe(times);
  });

  test("come late, and overtake each other", async () => {
    const { time, one, other, faults } = openTown();
    Object.assign(faults, { delayedRate: 0.5, delayMs: 1_000 });
    const heard: string[] = [];
    await other.doorbell.listen("other", (addresses) => heard.push(...addresses));
    const rung = Array.from({ length: 20 }, (_, i) => `driver/${i}` as const);
    for (const address of rung) one.doorbell.ring("other", [address]);
    await time.run(time.now() + 1_000);
    expect(heard.toSorted()).toEqual(rung.toSorted());
    expect(heard).not.toEqual(rung);
  });

  test("wait at a frozen node until it thaws", async () => {
    const { time, one, other } = openTown();
    let rings = 0;
    await other.doorbell.listen("other", () => (rings += 1));
    time.freeze("other");
    one.doorbell.ring("other", ["driver/1"]);
    await time.run(time.now() + 10_000);
    expect(rings).toBe(0);
    time.thaw("other");
    await time.run(time.now() + 1);
    expect(rings).toBe(1);
  });
});

test("live frames may be missing, but never come out of order", async () => {
  const { time, one, other, faults } = openTown();
  Object.assign(faults, { travelMs: 50, lostRate: 0.1, doubledRate: 0.2 });
  const heard: number[] = [];
  await other.live.subscribe("topic", ([number = 0]) => heard.push(number));
  for (let number = 0; number < 100; number++) {
    one.live.publish("topic", Uint8Array.of(number));
    await time.run(time.now() + 10);
  }
  expect(heard).toEqual(heard.toSorted((left, right) => left - right));
  expect(heard.length).toBeGreaterThan(10);
});

describe("calls on a bad wire", () => {
  test.for(["lost", "frozen", "killed"] as const)("time out where they are %s", async (how) => {
    const { time, one, other, faults } = openTown();
    await other.switchboard.serve("other", async (frame) => frame);
    if (how === "lost") faults.lostCallRate = 1;
    if (how === "frozen") time.freeze("other");
    if (how === "killed") time.kill("other");
    const from = time.now();
    const ended = watch(one.switchboard.call("other", new Uint8Array(), 5_000));
    await time.run(() => ended() !== undefined);
    expect(ended()).toMatchObject({ name: "Fault", retry: true });
    expect(time.now() - from).toBe(5_000);
  });

  test("are heard, though their answer is lost", async () => {
    const { time, one, other, faults } = openTown();
    let calls = 0;
    await other.switchboard.serve("other", async (frame) => {
      calls++;
      faults.lostCallRate = 1;
      return frame;
    });
    const ended = watch(one.switchboard.call("other", new Uint8Array(), 5_000));
    await time.run(() => ended() !== undefined);
    expect([calls, ended()]).toMatchObject([1, { retry: true }]);
  });
});

describe("tasks on a bad wire", () => {
  test("are lost with everything else that is only kept in the broker", async () => {
    const { time, one, other, exchange } = openTown();
    const seen: string[] = [];
    await until(time, one.tasks.add(TASK));
    await until(time, one.tasks.add({ ...TASK, id: "eff_2", delayMs: 100 }));
    await until(time, one.cache.set("key", Uint8Array.of(1), 60_000));
    await until(time, one.presence.enter("group", "ada", 60_000));
    exchange.flush();
    await other.tasks.work("effects", 1, async ({ id }) => void seen.push(id));
    await time.run(time.now() + 1_000);
    expect(seen).toEqual([]);
    expect(await until(time, one.cache.get("key"))).toBeUndefined();
    expect(await until(time, one.presence.members("group"))).toEqual([]);
    await until(time, one.tasks.add(TASK));
    await time.run(time.now() + 1_000);
    expect(seen).toEqual(["eff_1"]);
  });

  test("whose id is retained do not come again before a flush", async () => {
    const { time, one, exchange, faults } = openTown();
    let runs = 0;
    faults.retainedRate = 1;
    await one.tasks.work("effects", 1, async () => void runs++);
    for (let i = 0; i < 3; i++) {
      await until(time, one.tasks.add(TASK));
      await time.run(time.now() + 100);
    }
    expect(runs).toBe(1);
    exchange.flush();
    await until(time, one.tasks.add(TASK));
    await time.run(time.now() + 100);
    expect(runs).toBe(2);
  });

  test("go to whoever lives", async () => {
    const { time, one, other } = openTown();
    const seen: string[] = [];
    await other.tasks.work("effects", 9, async () => void seen.push("other"));
    await one.tasks.work("effects", 9, async () => void seen.push("one"));
    time.kill("other");
    for (let i = 0; i < 5; i++) await until(time, one.tasks.add({ ...TASK, id: `eff_${i}` }));
    await time.run(time.now() + 100);
    expect(seen).toEqual(["one", "one", "one", "one", "one"]);
  });

  test.for([
    ["may come again once their worker has been dead for long", true, 2],
    ["may not come again while their worker lives, however slow", false, 1],
  ] as const)("%s", async ([, isKilled, runsInAll]) => {
    const { time, one, other } = openTown();
    let runs = 0;
    const slow = (bus: Bus, world: ReturnType<typeof time.worldOf>) =>
      bus.tasks.work("effects", 1, async () => {
        runs++;
        await world.sleep(600_000);
      });
    await slow(other, time.worldOf("slow"));
    await until(time, one.tasks.add(TASK));
    await time.run(() => runs === 1);
    if (isKilled) time.kill("other");
    await slow(one, time.worldOf("slow too"));
    await until(time, one.tasks.add(TASK));
    await time.run(time.now() + 1_000);
    expect(runs).toBe(1);
    await time.run(time.now() + 60_000);
    await until(time, one.tasks.add(TASK));
    await time.run(time.now() + 1_000);
    expect(runs).toBe(runsInAll);
  });
});

test("whoever is killed at a call neither makes it nor hears of it", async () => {
  const { time, one, other, faults } = openTown();
  faults.crashAt = (point) => point === "cache.set:before";
  const ended = watch(one.cache.set("key", Uint8Array.of(1), 60_000));
  await time.run(time.now() + 1_000);
  expect(ended()).toBeUndefined();
  faults.crashAt = () => false;
  expect(await until(time, other.cache.get("key"))).toBeUndefined();
});

function openTown() {
  const time = openSeededTime(1);
  const exchange = openMemoryExchange({ world: time.worldOf("broker") });
  const faults: Turned = {};
  const one = openMemoryBus({ world: time.worldOf("one"), exchange, faults });
  const other = openMemoryBus({ world: time.worldOf("other"), exchange, faults });
  return { time, exchange, faults, one, other };
}

/** Lets time run until a promise has settled. */
async function until<Value>(
  time: ReturnType<typeof openSeededTime>,
  promise: Promise<Value>,
): Promise<Value> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  await time.run(() => isSettled);
  return promise;
}

/** What a promise came to, if it has. */
function watch(promise: Promise<unknown>): () => unknown {
  let end: unknown;
  promise.then(
    (value) => (end = value),
    (error: unknown) => (end = error),
  );
  return () => end;
}
