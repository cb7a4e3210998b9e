import { openTestRedisServer, type PrivateRedis } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import { addressOf, type Address, type Task } from "@msafara/runtime";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openRedisBus } from "./open-redis-bus.ts";
import { openWire } from "./open-wire.ts";

const world = realWorld();
const open = (log?: string[]) =>
  openRedisBus({ url: server.url, world, log: ({ event }) => log?.push(event) });

let server: PrivateRedis;
const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);

beforeAll(async () => {
  server = await openTestRedisServer();
  process.on("unhandledRejection", note);
});
afterEach(() => expect(unhandled).toEqual([]));
afterAll(async () => {
  process.off("unhandledRejection", note);
  await server.close();
});

test("after FLUSHALL during work the workers go on with what is added anew", async () => {
  const [one, other] = await Promise.all([open(), open()]);
  const seen: string[] = [];
  const finish = Promise.withResolvers<void>();
  await other.tasks.work("effects", 2, async ({ id }) => {
    seen.push(id);
    if (id === "running" && seen.length === 1) await finish.promise;
  });
  await one.tasks.add(taskOf("running"));
  await one.tasks.add({ ...taskOf("delayed"), delayMs: 3_600_000 });
  await until(() => expect(seen).toEqual(["running"]));
  await ask((redis) => redis.flushall());
  await ask((redis) => redis.script("FLUSH"));

  await one.tasks.add(taskOf("delayed"));
  await until(() => expect(seen).toEqual(["running", "delayed"]));
  finish.resolve();
  await one.tasks.add(taskOf("next"));
  await until(() => expect(seen).toEqual(["running", "delayed", "next"]));
  await until(async () => {
    await one.tasks.add(taskOf("running"));
    expect(seen.filter((id) => id === "running").length).toBeGreaterThan(1);
  });
  await Promise.all([one.close(), other.close()]);
});

test("connections that are cut lose frames in silence, and all is heard again", async () => {
  const log: string[] = [];
  const [one, other] = await Promise.all([open(log), open()]);
  const heard = new Set<Address>();
  await other.doorbell.listen("n1", (addresses) => {
    for (const address of addresses) heard.add(address);
  });
  await ask(async (redis) => {
    for (const type of ["normal", "pubsub"] as const) {
      one.doorbell.ring("n1", [addressOf("driver", type)]);
      one.live.publish("topic", Uint8Array.of(1));
      await redis.call("CLIENT", "KILL", "TYPE", type, "SKIPME", "yes");
      one.doorbell.ring("n1", [addressOf("driver", type)]);
      one.live.publish("topic", Uint8Array.of(1));
    }
  });
  await until(() => {
    one.doorbell.ring("n1", [addressOf("driver", "ada")]);
    expect(heard).toContain("driver/ada");
  });
  await until(() => expect(log).toContain("redis.back"));
  await Promise.all([one.close(), other.close()]);
});

test("when Redis was killed and comes back, everything works again", async () => {
  const [one, other] = await Promise.all([open(), open()]);
  const heard: string[] = [];
  await other.doorbell.listen("n1", () => heard.push("ring"));
  await other.live.subscribe("topic", () => heard.push("frame"));
  await other.switchboard.serve("n1", async (frame) => frame);
  await other.tasks.work("effects", 1, async () => void heard.push("task"));
  await one.tasks.add(taskOf("before"));
  await until(() => expect(heard).toEqual(["task"]));
  await server.kill();
  heard.length = 0;

  one.doorbell.ring("n1", [addressOf("driver", "ada")]);
  one.live.publish("topic", Uint8Array.of(1));
  await until(async () => {
    await expect(one.tasks.add(taskOf("away"))).rejects.toMatchObject({ retry: true });
    await expect(one.presence.members("crew")).rejects.toMatchObject({ retry: true });
    const call = one.switchboard.call("n1", new Uint8Array(), 20);
    await expect(call).rejects.toMatchObject({ retry: true });
  });
  // Each counts for itself now, and counts.
  const allowance = { key: "usr_ada", limit: 1, windowMs: 60_000 };
  for (const bus of [one, other]) {
    expect((await bus.limiter.take(allowance)).allowed).toBe(true);
    expect((await bus.limiter.take(allowance)).allowed).toBe(false);
  }
  await one.cache.set("key", Uint8Array.of(1), 60_000);
  expect(await one.cache.get("key")).toBeUndefined();
  const late = await other.live.subscribe("late", () => heard.push("late"));

  await server.restart();
  await until(async () => {
    one.doorbell.ring("n1", [addressOf("driver", "ada")]);
    one.live.publish("topic", Uint8Array.of(1));
    one.live.publish("late", Uint8Array.of(1));
    await one.tasks.add(taskOf("after"));
    expect(new Set(heard)).toEqual(new Set(["ring", "frame", "task", "late"]));
  });
  await late();
  // That the other hears again does not say that we do: until then an answer may be lost.
  await until(async () => {
    const answer = await one.switchboard.call("n1", Uint8Array.of(7), 500);
    expect([...answer]).toEqual([7]);
  });
  await Promise.all([one.close(), other.close()]);
});

test("a bus opens, and closes with its workers, while Redis is away", async () => {
  const worker = await open();
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  let ends = 0;
  const stop = await worker.tasks.work("effects", 1, async () => {
    started.resolve();
    await finish.promise;
    ends += 1;
  });
  await worker.tasks.add(taskOf("only"));
  await started.promise;
  await server.kill();
  const from = world.ticks();
  const late = await open();
  await late.tasks.work("effects", 1, async () => undefined);
  await late.doorbell.listen("n1", () => undefined);
  await late.close();
  const stopping = stop();
  finish.resolve();
  await stopping;
  expect(ends).toBe(1);
  await worker.close();
  // Nobody waited for a time-out: what cannot be closed in peace is known at once.
  expect(world.ticks() - from).toBeLessThan(2_000);
  await server.restart();
});

test("a bus that opened while Redis was away finds it when it comes", async () => {
  await server.kill();
  const bus = await open();
  const heard: string[] = [];
  await bus.doorbell.listen("n1", () => heard.push("ring"));
  await bus.switchboard.serve("n1", async (frame) => frame);
  await bus.tasks.work("effects", 1, async () => void heard.push("task"));
  await server.restart();
  await until(async () => {
    bus.doorbell.ring("n1", [addressOf("driver", "ada")]);
    await bus.tasks.add(taskOf("only"));
    await bus.switchboard.call("n1", new Uint8Array(), 50);
    expect(new Set(heard)).toEqual(new Set(["ring", "task"]));
  });
  await bus.close();
});

test("frames for a Redis that does not read are dropped, and not piled up", async () => {
  const wire = await openWire({ url: server.url, world, log: () => undefined });
  const frame = new Uint8Array(1_024 * 1_024);
  signal("SIGSTOP");
  let sent = 0;
  while (sent < 1_000 && wire.send("channel", frame)) sent += 1;
  signal("SIGCONT");
  expect(sent).toBeGreaterThan(1);
  expect(sent).toBeLessThan(40);
  await until(() => expect(wire.send("channel", frame)).toBe(true));
  await wire.close();
});

test("nobody at the door waits for a Redis that went silent", async () => {
  const bus = await open();
  const allowance = { key: "usr_ben", limit: 1, windowMs: 60_000 };
  signal("SIGSTOP");
  const from = world.ticks();
  const taken = await bus.limiter.take(allowance);
  const tookMs = world.ticks() - from;
  signal("SIGCONT");
  expect(taken.allowed).toBe(true);
  expect(tookMs).toBeLessThan(2_000);
  await bus.close();
});

function taskOf(id: string): Task {
  return { queue: "effects", id, body: Uint8Array.of(1) };
}

function signal(name: "SIGCONT" | "SIGSTOP"): void {
  const pid = server.pid();
  if (pid !== undefined) process.kill(pid, name);
}

async function ask(question: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(server.url);
  await question(redis);
  redis.disconnect();
}

function until(holds: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(holds, { timeout: 10_000, interval: 20 });
}
