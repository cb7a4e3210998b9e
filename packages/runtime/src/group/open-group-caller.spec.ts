import { realWorld } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { groupExam } from "../exams/group.exam.ts";
import { openMemoryBus } from "../memory/memory-bus.ts";
import { openMemoryExchange } from "../memory/memory-exchange.ts";
import { openSeededTime } from "../memory/seeded-time.ts";
import { openGroupCaller } from "./open-group-caller.ts";
import { serveGroup } from "./serve-group.ts";

const MINUTE_MS = 60_000;
const LONG = { tryMs: MINUTE_MS, timeoutMs: 2 * MINUTE_MS };

// The exam looks at real time, since it also examines a real broker.
groupExam("the bus of one process", async () => {
  const world = realWorld();
  const exchange = openMemoryExchange({ world });
  const one = openMemoryBus({ world, exchange });
  const other = openMemoryBus({ world, exchange });
  const close = async () => {
    await Promise.all([one.close(), other.close()]);
    exchange.flush();
  };
  return { one, other, close };
});

/** A gateway that asks for what takes a minute, of hosts that can be killed. */
function openCluster(trouble?: (error: unknown) => void) {
  const time = openSeededTime("roads");
  const exchange = openMemoryExchange({ world: time.worldOf("broker") });
  const at = (name: string) => {
    const world = time.worldOf(name);
    return { world, bus: openMemoryBus({ world, exchange, faults: {} }), group: "roads" };
  };
  const caller = openGroupCaller({ ...at("gateway"), ...(trouble && { trouble }) });
  const seconds = async (count: number) => void (await time.run(time.now() + count * 1_000));
  const host = async (
    name: string,
    answer: (frame: Uint8Array) => Promise<Uint8Array>,
    lingerMs = 0,
  ) => {
    const joined = serveGroup({ ...at(name), answer, lingerMs });
    await seconds(1);
    return await joined;
  };
  const ask = () => {
    let told: unknown = "waits";
    const keep = (answer: unknown) => (told = answer);
    void caller.ask(Uint8Array.of(1), LONG).then(keep, keep);
    return () => told;
  };
  return { time, host, seconds, ask, exchange };
}

const never = () => new Promise<Uint8Array>(() => undefined);

describe("whoever waits for a member that thinks for a minute", () => {
  test("waits as long as it is there", async () => {
    const { host, seconds, ask } = openCluster();
    const open = Promise.withResolvers<Uint8Array>();
    await host("one", () => open.promise);
    const told = ask();
    await seconds(50);
    expect(told()).toBe("waits");
    open.resolve(Uint8Array.of(2));
    await seconds(1);
    expect(told()).toEqual(Uint8Array.of(2));
  });

  test("goes on waiting while the broker forgets everybody now and then", async () => {
    const { host, seconds, ask, exchange } = openCluster();
    const open = Promise.withResolvers<Uint8Array>();
    await host("one", () => open.promise);
    const told = ask();
    await seconds(0.5);
    // At another tenth of the second each time: sometimes one looks before the member is back.
    for (let times = 0; times < 12; times++) {
      exchange.groups.clear();
      await seconds(3.1);
    }
    expect(told()).toBe("waits");
    open.resolve(Uint8Array.of(2));
    await seconds(1);
    expect(told()).toEqual(Uint8Array.of(2));
  });

  test("learns within seconds that it was killed, and asks another", async () => {
    const { time, host, seconds, ask } = openCluster();
    await host("one", never);
    const told = ask();
    await seconds(5);
    time.kill("one");
    await host("other", async (frame) => frame);
    expect(told()).toBe("waits");
    await seconds(5);
    expect(told()).toEqual(Uint8Array.of(1));
  });

  test("learns that it was killed, and that nobody else is there", async () => {
    const { time, host, seconds, ask } = openCluster();
    await host("one", never);
    const told = ask();
    await seconds(1);
    time.kill("one");
    await seconds(6);
    expect(told()).toBeUndefined();
  });
});

test("a member that the broker forgot is back within a second", async () => {
  const { host, seconds, ask, exchange } = openCluster();
  await host("one", async (frame) => frame);
  exchange.groups.clear();
  const lost = ask();
  await seconds(0.5);
  expect(lost()).toBeUndefined();
  await seconds(2);
  const found = ask();
  await seconds(1);
  expect(found()).toEqual(Uint8Array.of(1));
});

test("whoever leaves turns those away who have not noticed, and they ask another", async () => {
  const troubles: string[] = [];
  const { host, seconds, ask } = openCluster((error) => void troubles.push(String(error)));
  let hears = 0;
  const hear = async (frame: Uint8Array) => {
    hears += 1;
    return frame;
  };
  const leave = await host("one", hear, 3_000);
  const before = ask();
  await seconds(0.1);
  expect(before()).toEqual(Uint8Array.of(1));
  const left = leave();
  const late = ask();
  await seconds(0.1);
  expect(late()).toBeUndefined();
  expect(troubles).toEqual([expect.stringContaining('leaves the group "roads"')]);
  expect(hears).toBe(1);
  await seconds(4);
  await left;
});

describe("a member that is stopped while it thinks for a minute", () => {
  test("is gone within a second or so, and whoever asked is answered by another", async () => {
    const { host, seconds, ask } = openCluster();
    const leave = await host("one", never);
    const told = ask();
    await host("other", async (frame) => frame);
    let isGone = false;
    void leave().then(() => (isGone = true));
    await seconds(0.5);
    expect([isGone, told()]).toEqual([false, "waits"]);
    await seconds(1);
    expect([isGone, told()]).toEqual([true, Uint8Array.of(1)]);
  });

  test("waits no longer than for what it is asked", async () => {
    const { host, seconds, ask } = openCluster();
    const open = Promise.withResolvers<Uint8Array>();
    const leave = await host("one", () => open.promise);
    const told = ask();
    await seconds(0.5);
    let isGone = false;
    void leave().then(() => (isGone = true));
    await seconds(0.5);
    expect([isGone, told()]).toEqual([false, "waits"]);
    open.resolve(Uint8Array.of(2));
    await seconds(0.1);
    expect([isGone, told()]).toEqual([true, Uint8Array.of(2)]);
  });
});
