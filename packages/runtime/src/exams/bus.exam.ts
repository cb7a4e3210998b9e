import { Fault, realWorld } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Address, addressOf } from "../address.ts";
import type { Bus, Task } from "../ports/bus.ts";

/** Two programs at one broker that nobody else uses. */
export interface BusPair {
  readonly one: Bus;
  readonly other: Bus;
  /** Closes both, and whatever was opened for them. */
  readonly close: () => Promise<void>;
}

type Open = () => Promise<BusPair>;

const LOOK_AGAIN_MS = 10;
const PATIENCE_MS = 5_000;
const LONG_MS = 60_000;
const LARGE_BYTES = 256 * 1_024;

/** What every bus promises. Redis and the twin in memory both sit this exam. */
export function busExam(name: string, open: Open): void {
  describe(`${name} is a bus`, () => {
    examDoorbell(open);
    examSwitchboard(open);
    examLive(open);
    examCache(open);
    examPresence(open);
    examLimiter(open);
    examTasks(open);
    examClose(open);
  });
}

/** One pair for a whole chapter: each test speaks of names that no other test uses. */
function pairOf(open: Open): () => BusPair {
  let pair: BusPair;
  beforeAll(async () => {
    pair = await open();
  });
  afterAll(() => pair.close());
  return () => pair;
}

function examDoorbell(open: Open): void {
  describe("doorbell", () => {
    const bus = pairOf(open);

    test("a ring is heard with its addresses", async () => {
      const { one, other } = bus();
      const heard = new Set<Address>();
      await other.doorbell.listen("heard", noteIn(heard));
      // A ring may be lost, so it is rung until it is heard.
      await until(() => {
        one.doorbell.ring("heard", [driver("ada"), driver("ben")]);
        expect([...heard].toSorted()).toEqual([driver("ada"), driver("ben")]);
      });
    });

    test("a ring reaches its own incarnation only", async () => {
      const { one, other } = bus();
      const mine = new Set<Address>();
      const theirs = new Set<Address>();
      await other.doorbell.listen("mine", noteIn(mine));
      await other.doorbell.listen("theirs", noteIn(theirs));
      await until(() => {
        one.doorbell.ring("mine", [driver("ada")]);
        one.doorbell.ring("theirs", [driver("ben")]);
        expect([[...mine], [...theirs]]).toEqual([[driver("ada")], [driver("ben")]]);
      });
    });

    test("a program hears its own rings", async () => {
      const { one } = bus();
      let rings = 0;
      await one.doorbell.listen("myself", () => (rings += 1));
      await until(() => {
        one.doorbell.ring("myself", [driver("ada")]);
        expect(rings).toBeGreaterThan(0);
      });
    });

    test("a listener that stopped is not called again", async () => {
      const { one, other } = bus();
      let after = 0;
      let witness = 0;
      const stop = await other.doorbell.listen("stopped", () => (after += 1));
      await other.doorbell.listen("stopped", () => (witness += 1));
      await stop();
      after = 0;
      await until(() => {
        one.doorbell.ring("stopped", [driver("ada")]);
        expect(witness).toBeGreaterThan(2);
      });
      expect(after).toBe(0);
    });

    test("ringing nobody, or for nobody, is fine", () => {
      const { one } = bus();
      one.doorbell.ring("nobody", [driver("ada")]);
      one.doorbell.ring("nobody", []);
    });
  });
}

function examSwitchboard(open: Open): void {
  describe("switchboard", () => {
    const bus = pairOf(open);

    test("a call is answered", async () => {
      const { one, other } = bus();
      await other.switchboard.serve("answers", async (frame) => Uint8Array.of(...frame, 9));
      const answer = await one.switchboard.call("answers", Uint8Array.of(0, 255, 7), LONG_MS);
      expect([...answer]).toEqual([0, 255, 7, 9]);
    });

    test("a call finds only the incarnation it names", async () => {
      const { one, other } = bus();
      await other.switchboard.serve("first", async () => Uint8Array.of(1));
      await other.switchboard.serve("second", async () => Uint8Array.of(2));
      const answer = await one.switchboard.call("second", new Uint8Array(), LONG_MS);
      expect([...answer]).toEqual([2]);
    });

    test("two callers get each their own answers, in whatever order they come", async () => {
      const { one, other } = bus();
      const gates = [gate(), gate(), gate(), gate()];
      const asked = new Set<number>();
      await one.switchboard.serve("own", async (frame) => {
        const [at = 0] = frame;
        asked.add(at);
        await gates[at]?.opened;
        return frame;
      });
      const calls = gates.map((_, at) =>
        (at % 2 === 0 ? one : other).switchboard.call("own", Uint8Array.of(at), LONG_MS),
      );
      await until(() => expect(asked.size).toBe(4));
      for (const { raise } of gates.toReversed()) raise();
      expect((await Promise.all(calls)).map(([at]) => at)).toEqual([0, 1, 2, 3]);
    });

    test("a call that nobody answers ends in a retryable fault", async () => {
      const call = bus().one.switchboard.call("nobody", new Uint8Array(), 20);
      const fault = await faultOf(call);
      expect(fault.retry).toBe(true);
    });

    test("an answer that comes too late is nobody's answer", async () => {
      const { one, other } = bus();
      const late = gate();
      await other.switchboard.serve("late", async (frame) => {
        if (frame[0] === 1) await late.opened;
        return frame;
      });
      const fault = await faultOf(one.switchboard.call("late", Uint8Array.of(1), 20));
      expect(fault.retry).toBe(true);
      late.raise();
      const next = await one.switchboard.call("late", Uint8Array.of(2), LONG_MS);
      expect([...next]).toEqual([2]);
    });

    test("whoever fails to answer gives the caller a fault", async () => {
      const { one, other } = bus();
      await other.switchboard.serve("fails", () => Promise.reject(new Fault("Lost", no)));
      await other.switchboard.serve("may-pass", () => Promise.reject(new Fault("Busy", yes)));
      await other.switchboard.serve("bug", () => Promise.reject(new TypeError("Odd")));
      const call = (incarnation: string) =>
        faultOf(one.switchboard.call(incarnation, new Uint8Array(), LONG_MS));
      expect(await call("fails")).toMatchObject({ retry: false });
      expect(await call("may-pass")).toMatchObject({ retry: true });
      expect(await call("bug")).toMatchObject({ name: "Fault" });
    });

    test("frames may be large, both ways", async () => {
      const { one, other } = bus();
      const frame = large();
      await other.switchboard.serve("large", async (asked) => asked.toReversed());
      const answer = await one.switchboard.call("large", frame, LONG_MS);
      expect(Buffer.compare(answer, frame.toReversed())).toBe(0);
    });

    test("who stopped serving is not called again", async () => {
      const { one, other } = bus();
      let calls = 0;
      const stop = await other.switchboard.serve("gone", async (frame) => {
        calls += 1;
        return frame;
      });
      await one.switchboard.call("gone", new Uint8Array(), LONG_MS);
      await stop();
      await faultOf(one.switchboard.call("gone", new Uint8Array(), 20));
      expect(calls).toBe(1);
    });
  });
}

function examLive(open: Open): void {
  describe("live", () => {
    const bus = pairOf(open);

    test("a frame reaches everybody who listens to its topic", async () => {
      const { one, other } = bus();
      const near: number[][] = [];
      const far: number[][] = [];
      const elsewhere: number[][] = [];
      await one.live.subscribe("topic", (frame) => near.push([...frame]));
      await other.live.subscribe("topic", (frame) => far.push([...frame]));
      await other.live.subscribe("topic/other", (frame) => elsewhere.push([...frame]));
      await until(() => {
        one.live.publish("topic", Uint8Array.of(0, 200));
        one.live.publish("topic/other", Uint8Array.of(3));
        expect([near[0], far[0], elsewhere[0]]).toEqual([[0, 200], [0, 200], [3]]);
      });
      expect(elsewhere.flat()).not.toContain(200);
    });

    test("frames may be large, and may be written over once published", async () => {
      const { one, other } = bus();
      const heard: Uint8Array[] = [];
      await other.live.subscribe("large", (frame) => heard.push(frame));
      await until(() => {
        const frame = large();
        one.live.publish("large", frame);
        frame.fill(0);
        expect(heard.length).toBeGreaterThan(0);
      });
      expect(Buffer.compare(heard[0] ?? Buffer.of(), large())).toBe(0);
    });

    test("of two listeners, the one that stopped is not called again", async () => {
      const { one, other } = bus();
      let stopped = 0;
      let staying = 0;
      const stop = await other.live.subscribe("stop", () => (stopped += 1));
      await other.live.subscribe("stop", () => (staying += 1));
      await until(() => {
        one.live.publish("stop", new Uint8Array());
        expect(Math.min(stopped, staying)).toBeGreaterThan(0);
      });
      await stop();
      await stop();
      stopped = 0;
      staying = 0;
      await until(() => {
        one.live.publish("stop", new Uint8Array());
        expect(staying).toBeGreaterThan(2);
      });
      expect(stopped).toBe(0);
    });

    test("publishing to nobody is fine", () => {
      bus().one.live.publish("nobody", Uint8Array.of(1));
    });
  });
}

function examCache(open: Open): void {
  describe("cache", () => {
    const bus = pairOf(open);

    test("a value is there for everybody, to the byte", async () => {
      const { one, other } = bus();
      await one.cache.set("there", Uint8Array.of(0, 128, 255), LONG_MS);
      expect([...((await other.cache.get("there")) ?? [])]).toEqual([0, 128, 255]);
    });

    test("an empty value is a value, and none is none", async () => {
      const { one } = bus();
      await one.cache.set("empty", new Uint8Array(), LONG_MS);
      expect((await one.cache.get("empty"))?.length).toBe(0);
      expect(await one.cache.get("none")).toBeUndefined();
    });

    test("the last value counts", async () => {
      const { one, other } = bus();
      await one.cache.set("last", Uint8Array.of(1), LONG_MS);
      await one.cache.set("last", Uint8Array.of(2), LONG_MS);
      expect([...((await other.cache.get("last")) ?? [])]).toEqual([2]);
    });

    test("a value vanishes when its time is up", async () => {
      const { one, other } = bus();
      await one.cache.set("brief", Uint8Array.of(1), 30);
      await until(async () => expect(await other.cache.get("brief")).toBeUndefined());
    });

    test("a value that was removed is gone, and one that never was can be removed", async () => {
      const { one, other } = bus();
      await one.cache.set("removed", Uint8Array.of(1), LONG_MS);
      await other.cache.remove("removed");
      expect(await one.cache.get("removed")).toBeUndefined();
      await other.cache.remove("never");
    });
  });
}

function examPresence(open: Open): void {
  describe("presence", () => {
    const bus = pairOf(open);

    test("members are seen by everybody, sorted, each once, in their own group", async () => {
      const { one, other } = bus();
      for (const member of ["cyd", "ada", "ben", "ada"]) {
        await one.presence.enter("crew", member, LONG_MS);
      }
      await one.presence.enter("other crew", "dot", LONG_MS);
      expect(await other.presence.members("crew")).toEqual(["ada", "ben", "cyd"]);
      expect(await other.presence.members("nobody's")).toEqual([]);
    });

    test("who leaves is not there any more, and may leave twice", async () => {
      const { one, other } = bus();
      await one.presence.enter("leaving", "ada", LONG_MS);
      await one.presence.enter("leaving", "ben", LONG_MS);
      await other.presence.exit("leaving", "ada");
      await other.presence.exit("leaving", "ada");
      expect(await one.presence.members("leaving")).toEqual(["ben"]);
    });

    test("who does not renew its place drops out, and the others stay", async () => {
      const { one, other } = bus();
      await one.presence.enter("renewing", "ben", LONG_MS);
      await one.presence.enter("renewing", "ada", 30);
      await until(async () => expect(await other.presence.members("renewing")).toEqual(["ben"]));
    });

    test("who renews its place in time stays", async () => {
      const { one } = bus();
      await one.presence.enter("staying", "ada", 30);
      await one.presence.enter("staying", "ada", LONG_MS);
      await one.presence.enter("staying", "ben", 30);
      await until(async () => expect(await one.presence.members("staying")).toEqual(["ada"]));
    });
  });
}

function examLimiter(open: Open): void {
  describe("limiter", () => {
    const bus = pairOf(open);

    test("an allowance is taken down to nothing, and says when it is there anew", async () => {
      const allowance = { key: "down", limit: 2, windowMs: LONG_MS };
      const answers = [];
      for (const _ of [1, 2, 3]) answers.push(await bus().one.limiter.take(allowance));
      const seen = answers.map(({ allowed, left }) => [allowed, left]);
      expect(seen).toEqual([
        [true, 1],
        [true, 0],
        [false, 0],
      ]);
      for (const { resetMs } of answers) {
        expect(resetMs).toBeGreaterThan(0);
        expect(resetMs).toBeLessThanOrEqual(LONG_MS);
      }
    });

    test("programs that take side by side get together what one would get", async () => {
      const { one, other } = bus();
      const allowance = { key: "together", limit: 10, windowMs: LONG_MS };
      const asked = Array.from({ length: 40 }, (_, at) =>
        (at % 2 === 0 ? one : other).limiter.take(allowance),
      );
      const answers = await Promise.all(asked);
      const lefts = answers.filter(({ allowed }) => allowed).map(({ left }) => left);
      expect(lefts.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    test("several are taken at once where they fit, and none of them where they do not", async () => {
      const { one, other } = bus();
      const allowance = { key: "several", limit: 10, windowMs: LONG_MS };
      const take = async (count: number, who = one) => {
        const { allowed, left } = await who.limiter.take({ ...allowance, count });
        return [count, allowed, left];
      };
      expect(await take(6)).toEqual([6, true, 4]);
      expect(await take(5, other)).toEqual([5, false, 4]);
      expect(await take(4, other)).toEqual([4, true, 0]);
      expect(await take(2)).toEqual([2, false, 0]);
      expect(await take(1)).toEqual([1, false, 0]);
      const asked = Array.from({ length: 20 }, (_, at) =>
        (at % 2 === 0 ? one : other).limiter.take({ ...allowance, key: "crowd", count: 3 }),
      );
      const got = (await Promise.all(asked)).filter(({ allowed }) => allowed);
      expect(got.length).toBeGreaterThan(0);
      expect(got.length).toBeLessThanOrEqual(3);
    });

    test("each key has its own, whatever its letters", async () => {
      const { one } = bus();
      const keys = ["a", "a:b", "", "{a}", "a b\n"];
      for (const key of keys) {
        const { allowed } = await one.limiter.take({ key, limit: 1, windowMs: LONG_MS });
        expect([key, allowed]).toEqual([key, true]);
      }
      const again = await one.limiter.take({ key: "a", limit: 1, windowMs: LONG_MS });
      expect(again.allowed).toBe(false);
    });

    test("what was taken is there again after its window, which asking does not prolong", async () => {
      const { one, other } = bus();
      const allowance = { key: "brief", limit: 1, windowMs: 60 };
      expect((await one.limiter.take(allowance)).allowed).toBe(true);
      await until(async () => expect((await other.limiter.take(allowance)).allowed).toBe(true));
    });
  });
}

function examTasks(open: Open): void {
  describe("tasks", () => {
    const bus = pairOf(open);

    test("tasks that are added side by side are all performed", async () => {
      const { one, other } = bus();
      const ids = Array.from({ length: 40 }, (_, at) => `id ${String(at).padStart(2, "0")}`);
      const seen: string[] = [];
      await other.tasks.work("many", 4, async ({ id }) => void seen.push(id));
      await Promise.all(ids.map((id) => one.tasks.add(taskOf("many", id))));
      await until(() => expect(seen.toSorted()).toEqual(ids));
    });

    test("a task is performed with its id and body", async () => {
      const { one, other } = bus();
      const seen: Task[] = [];
      await other.tasks.work("perform", 1, async (task) => void seen.push(task));
      await one.tasks.add({ queue: "perform", id: "eff_1:a/ü", body: Uint8Array.of(0, 255) });
      await until(() => expect(seen).toHaveLength(1));
      const [task] = seen;
      expect([task?.queue, task?.id, ...(task?.body ?? [])]).toEqual([
        "perform",
        "eff_1:a/ü",
        0,
        255,
      ]);
    });

    test("ids that are numbers, and queues with odd names, are as good as others", async () => {
      const { one, other } = bus();
      const seen: string[] = [];
      await other.tasks.work("odd:name {x}", 1, async ({ id }) => void seen.push(id));
      for (const id of ["1", "0:2", ""]) await one.tasks.add(taskOf("odd:name {x}", id));
      await until(() => expect(seen.toSorted()).toEqual(["", "0:2", "1"]));
    });

    test("tasks that wait for a worker are performed when one comes", async () => {
      const { one, other } = bus();
      const seen = new Set<string>();
      for (const id of ["a", "b", "c"]) await one.tasks.add(taskOf("waiting", id));
      await other.tasks.work("waiting", 1, async ({ id }) => void seen.add(id));
      await until(() => expect([...seen].toSorted()).toEqual(["a", "b", "c"]));
    });

    test("an id that waits already is performed once", async () => {
      const { one, other } = bus();
      const seen: string[] = [];
      await one.tasks.add(taskOf("twice", "same"));
      await other.tasks.add(taskOf("twice", "same"));
      await one.tasks.add(taskOf("twice", "last"));
      await other.tasks.work("twice", 1, async ({ id }) => void seen.push(id));
      await until(() => expect(seen).toContain("last"));
      expect(seen.toSorted()).toEqual(["last", "same"]);
    });

    test("an id that runs is not performed beside itself, nor afterwards", async () => {
      const { one, other } = bus();
      const seen: string[] = [];
      const finish = gate();
      await other.tasks.work("running", 2, async ({ id }) => {
        seen.push(id);
        if (id === "same") await finish.opened;
      });
      await one.tasks.add(taskOf("running", "same"));
      await until(() => expect(seen).toEqual(["same"]));
      await one.tasks.add(taskOf("running", "same"));
      await one.tasks.add(taskOf("running", "first"));
      await until(() => expect(seen).toEqual(["same", "first"]));
      finish.raise();
      await one.tasks.add(taskOf("running", "last"));
      await until(() => expect(seen).toEqual(["same", "first", "last"]));
    });

    test.for(["success", "failure"])("an id may come again after its %s", async (end) => {
      const { one, other } = bus();
      const queue = `again after ${end}`;
      const again = gate();
      let runs = 0;
      await other.tasks.work(queue, 1, async () => {
        runs += 1;
        if (runs > 1) await again.opened;
        if (end === "failure") throw new Fault("Failed on purpose", yes);
      });
      // Nobody is told of the end, so it is added until it comes; while it runs that does nothing.
      await until(async () => {
        await one.tasks.add(taskOf(queue, "same"));
        expect(runs).toBe(2);
      });
      again.raise();
    });

    test("a task that rejects is not tried again, and stops nobody", async () => {
      const { one, other } = bus();
      const seen: string[] = [];
      await other.tasks.work("rejects", 1, async ({ id }) => {
        seen.push(id);
        if (id !== "good") throw new Fault("Failed on purpose", yes);
      });
      for (const id of ["bad", "worse", "good"]) await one.tasks.add(taskOf("rejects", id));
      await until(() => expect(seen).toContain("good"));
      expect(seen.toSorted()).toEqual(["bad", "good", "worse"]);
    });

    test("a delayed task waits, and lets others pass", async () => {
      const { ticks } = realWorld();
      const { one, other } = bus();
      const seen: string[] = [];
      const arrivals: number[] = [];
      await other.tasks.work("delay", 1, async ({ id }) => {
        seen.push(id);
        arrivals.push(ticks());
      });
      const from = ticks();
      await one.tasks.add({ ...taskOf("delay", "later"), delayMs: 250 });
      await one.tasks.add(taskOf("delay", "now"));
      await until(() => expect(seen).toEqual(["now", "later"]));
      // A few milliseconds of grace, since two clocks round.
      expect((arrivals[1] ?? 0) - from).toBeGreaterThan(240);
    });

    test("no more tasks run at a time than were agreed", async () => {
      const { one, other } = bus();
      const ids = ["a", "b", "c", "d", "e", "f"];
      const seen = new Set<string>();
      const finish = gate();
      let running = 0;
      let runningMax = 0;
      await other.tasks.work("bounded", 2, async ({ id }) => {
        running += 1;
        runningMax = Math.max(runningMax, running);
        await finish.opened;
        running -= 1;
        seen.add(id);
      });
      for (const id of ids) await one.tasks.add(taskOf("bounded", id));
      await until(() => expect(running).toBe(2));
      finish.raise();
      await until(() => expect([...seen].toSorted()).toEqual(ids));
      expect(runningMax).toBe(2);
    });

    test("a worker that stops finishes what it runs, and leaves the rest to others", async () => {
      const { one, other } = bus();
      const mine: string[] = [];
      const theirs: string[] = [];
      const finish = gate();
      let isStopped = false;
      let isFinished = false;
      const stop = await other.tasks.work("stop", 1, async ({ id }) => {
        mine.push(id);
        await finish.opened;
        expect(isStopped).toBe(false);
        isFinished = true;
      });
      await one.tasks.add(taskOf("stop", "first"));
      await until(() => expect(mine).toEqual(["first"]));
      const stopping = stop().then(() => (isStopped = true));
      await one.tasks.add(taskOf("stop", "second"));
      finish.raise();
      await stopping;
      expect(isFinished).toBe(true);
      await one.tasks.work("stop", 1, async ({ id }) => void theirs.push(id));
      await until(() => expect(theirs).toEqual(["second"]));
      expect(mine).toEqual(["first"]);
    });
  });
}

function examClose(open: Open): void {
  test("a bus that closes finishes the tasks it runs, and may close twice", async () => {
    const { one, other, close } = await open();
    const finish = gate();
    let runs = 0;
    let ends = 0;
    await other.tasks.work("closing", 1, async () => {
      runs += 1;
      await finish.opened;
      ends += 1;
    });
    await one.tasks.add(taskOf("closing", "only"));
    await until(() => expect(runs).toBe(1));
    const closing = other.close();
    finish.raise();
    await closing;
    expect(ends).toBe(1);
    await other.close();
    await close();
  });
}

const yes = { retry: true };
const no = { retry: false };

function driver(id: string): Address {
  return addressOf("driver", id);
}

function taskOf(queue: string, id: string): Task {
  return { queue, id, body: Uint8Array.of(1) };
}

/** A listener that takes down what it hears. */
function noteIn(heard: Set<Address>): (addresses: readonly Address[]) => void {
  return (addresses) => {
    for (const address of addresses) heard.add(address);
  };
}

/** Bytes of every value, so that no text encoding survives them. */
function large(): Uint8Array {
  return Uint8Array.from({ length: LARGE_BYTES }, (_, at) => (at * 31) % 256);
}

/** A promise to wait at until the test opens it. */
function gate(): { readonly opened: Promise<void>; readonly raise: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, raise: resolve };
}

async function faultOf(call: Promise<unknown>): Promise<Fault> {
  const ended = await call.catch((error: unknown) => error);
  if (ended instanceof Fault) return ended;
  throw new TypeError(`Expected a fault, found ${String(ended)}`);
}

function until(holds: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(holds, { timeout: PATIENCE_MS, interval: LOOK_AGAIN_MS });
}
