import { realWorld } from "@msafara/kernel";
import { addressOf, type Address, type Task } from "@msafara/runtime";
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, describe, expect, test, vi } from "vitest";
import { openTestRedis } from "@msafara/dev";
import { busExam } from "@msafara/runtime/exams";
import { channelsUnder } from "./channel.ts";
import { jobIdOf, jobOf, queueNameOf } from "./job.ts";
import { openRedisBus } from "./open-redis-bus.ts";
import { openSwitchboard } from "./open-switchboard.ts";
import { openWire } from "./open-wire.ts";

const world = realWorld();

busExam("Redis", async () => {
  const { url, prefix, close } = await openTestRedis();
  const open = () => openRedisBus({ url, prefix, world });
  const [one, other] = await Promise.all([open(), open()]);
  return {
    one,
    other,
    close: async () => {
      await Promise.all([one.close(), other.close()]);
      await close();
    },
  };
});

describe("On Redis", async () => {
  const { url, prefix, close } = await openTestRedis();
  const logged: string[] = [];
  const bus = await openRedisBus({ url, prefix, world, log: ({ event }) => logged.push(event) });
  const redis = new Redis(url);
  const channel = channelsUnder(prefix);
  afterAll(async () => {
    await bus.close();
    redis.disconnect();
    await close();
  });

  test("the rings of one tick leave in one frame for each incarnation", async () => {
    const heard: (readonly Address[])[] = [];
    await bus.doorbell.listen("n1", (addresses) => heard.push(addresses));
    for (const id of ["a", "b", "a"]) bus.doorbell.ring("n1", [addressOf("driver", id)]);
    await Promise.resolve();
    bus.doorbell.ring("n1", [addressOf("driver", "c")]);
    await until(() => expect(heard).not.toEqual([]));
    expect(heard).toEqual([["driver/a", "driver/b", "driver/c"]]);
  });

  test("what was said just before closing still leaves", async () => {
    const brief = await openRedisBus({ url, prefix, world });
    const heard: string[] = [];
    await bus.doorbell.listen("n4", () => heard.push("ring"));
    await bus.live.subscribe("last words", () => heard.push("frame"));
    brief.doorbell.ring("n4", [addressOf("driver", "a")]);
    brief.live.publish("last words", Uint8Array.of(1));
    await brief.close();
    await until(() => expect(heard.toSorted()).toEqual(["frame", "ring"]));
  });

  test("a great many rings are cut into frames, and none is lost", async () => {
    const heard: (readonly Address[])[] = [];
    await bus.doorbell.listen("n2", (addresses) => heard.push(addresses));
    const addresses = Array.from({ length: 2_500 }, (_, at) => addressOf("driver", String(at)));
    bus.doorbell.ring("n2", addresses);
    await until(() => expect(heard.flat()).toEqual(addresses));
    expect(heard).toHaveLength(3);
  });

  test("what strangers publish is not heard, and a listener's bug stays with it", async () => {
    const heard: (readonly Address[])[] = [];
    await bus.doorbell.listen("n3", () => {
      throw new TypeError("Failed on purpose");
    });
    await bus.doorbell.listen("n3", (addresses) => heard.push(addresses));
    await bus.switchboard.serve("n3", async (frame) => frame);
    for (const junk of ["", "{", "[1]", '"driver/a"', "[]"]) {
      await redis.publish(channel("n3", "rings"), junk);
      await redis.publish(channel("n3", "calls"), junk);
    }
    bus.doorbell.ring("n3", [addressOf("driver", "a")]);
    await until(() => expect(heard).toEqual([[], ["driver/a"]]));
    expect(logged).toContain("bus.listener-failed");
    const answer = await bus.switchboard.call("n3", Uint8Array.of(1), 5_000);
    expect([...answer]).toEqual([1]);
  });

  test("one call more than may wait is refused at once", async () => {
    const wire = await openWire({ url, world, log: () => undefined });
    const board = await openSwitchboard({ wire, world, channel, pendingMax: 2 });
    const waiting = [1, 2].map((at) => board.call("nobody", Uint8Array.of(at), 60_000));
    const refused = board.call("nobody", Uint8Array.of(3), 60_000);
    await expect(refused).rejects.toMatchObject({ name: "Fault", retry: true });
    board.close();
    for (const call of waiting) await expect(call).rejects.toMatchObject({ retry: true });
    await wire.close();
  });

  test("two clusters share one Redis and hear nothing of each other", async () => {
    const theirs = await openRedisBus({ url, prefix: `${prefix}-other`, world });
    const heard: string[] = [];
    await theirs.live.subscribe("topic", () => heard.push("theirs"));
    await bus.live.subscribe("topic", () => heard.push("ours"));
    await theirs.cache.set("key", Uint8Array.of(1), 60_000);
    bus.live.publish("topic", Uint8Array.of(1));
    await until(() => expect(heard).not.toEqual([]));
    expect([heard, await bus.cache.get("key")]).toEqual([["ours"], undefined]);
    await theirs.close();
  });

  test("a group that nobody renews leaves no key behind", async () => {
    await bus.presence.enter("brief", "ada", 30);
    expect(await redis.exists(`${prefix}:presence:brief`)).toBe(1);
    await until(async () => expect(await redis.exists(`${prefix}:presence:brief`)).toBe(0));
  });

  test("tasks that ended, in whatever way, leave no job behind", async () => {
    let runs = 0;
    await bus.tasks.work("tidy", 1, () => {
      runs += 1;
      return runs === 1 ? Promise.reject(new TypeError("Failed on purpose")) : Promise.resolve();
    });
    for (const id of ["bad", "good"]) await bus.tasks.add(taskOf("tidy", id));
    await until(async () => {
      expect(runs).toBe(2);
      expect(await redis.keys(`${prefix}:tasks:{tidy}:task-*`)).toEqual([]);
    });
    expect(logged).toContain("task.failed");
  });

  test.for([true, false])(
    "a job that an older release kept does not block (failed: %o)",
    async (fails) => {
      const name = `kept-${fails}`;
      const connection = new Redis(url, { maxRetriesPerRequest: null });
      const options = { connection, prefix: `${prefix}:tasks` };
      const older = new Queue(queueNameOf(name), options);
      await older.add("task", jobOf(taskOf(name, "same")), { jobId: jobIdOf("same") });
      const worker = new Worker(
        queueNameOf(name),
        () => (fails ? Promise.reject(new TypeError("Failed on purpose")) : Promise.resolve()),
        options,
      );
      const kept = fails ? "failed" : "completed";
      await until(async () => expect(await older.getJobState(jobIdOf("same"))).toBe(kept));
      await worker.close();
      await older.close();
      connection.disconnect();

      const seen: string[] = [];
      await bus.tasks.add(taskOf(name, "same"));
      await bus.tasks.work(name, 1, async ({ id }) => void seen.push(id));
      await until(() => expect(seen).toEqual(["same"]));
    },
  );
});

function taskOf(queue: string, id: string): Task {
  return { queue, id, body: Uint8Array.of(1) };
}

function until(holds: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(holds, { timeout: 5_000, interval: 10 });
}
