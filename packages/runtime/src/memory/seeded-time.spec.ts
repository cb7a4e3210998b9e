import { describe, expect, test } from "vitest";
import { openSeededTime, type SeededTime } from "./seeded-time.ts";
import { STORY_BEGINS } from "./seeded-world.ts";

describe("seeded time", () => {
  test("stands still until it runs, then jumps from sleeper to sleeper", async () => {
    const time = openSeededTime(1);
    const world = time.worldOf("node");
    const seen: number[] = [];
    note(world.sleep(86_400_000), () => seen.push(world.now() - STORY_BEGINS));
    note(world.sleep(5), () => seen.push(world.now() - STORY_BEGINS));
    await Promise.resolve();
    expect(seen).toEqual([]);
    expect(await time.run(STORY_BEGINS + 100_000_000)).toBe(true);
    expect(seen).toEqual([5, 86_400_000]);
    expect(time.now()).toBe(STORY_BEGINS + 100_000_000);
  });

  test("lets everything that an event sets off come to rest before the next one", async () => {
    const time = openSeededTime(1);
    const world = time.worldOf("node");
    const seen: string[] = [];
    note(world.sleep(1), async () => {
      for (let i = 0; i < 1_000; i++) await Promise.resolve();
      seen.push("first, after a thousand turns");
    });
    note(world.sleep(2), () => seen.push("second"));
    await time.run(time.now() + 10);
    expect(seen).toEqual(["first, after a thousand turns", "second"]);
  });

  test("also what was begun before it ran", async () => {
    const time = openSeededTime(1);
    const world = time.worldOf("node");
    let isAwake = false;
    const begin = async () => {
      for (let i = 0; i < 100; i++) await Promise.resolve();
      await world.sleep(0);
      isAwake = true;
    };
    note(begin(), () => undefined);
    await time.run(time.now());
    expect(isAwake).toBe(true);
  });

  test("tells the same story for the same seed, and another one for another", async () => {
    const stories = await Promise.all([tell(7), tell(7), tell(8)]);
    expect(stories[0]).toEqual(stories[1]);
    expect(stories[0]).not.toEqual(stories[2]);
  });

  test("runs until a condition holds, and no further", async () => {
    const time = openSeededTime(1);
    const world = time.worldOf("node");
    let beats = 0;
    const beat = async () => {
      for (;;) {
        await world.sleep(10);
        beats++;
      }
    };
    note(beat(), () => undefined);
    expect(await time.run(() => beats === 3)).toBe(true);
    expect([beats, time.now() - STORY_BEGINS]).toEqual([3, 30]);
    expect(await time.run(() => false, STORY_BEGINS + 100)).toBe(false);
    expect([beats, time.now() - STORY_BEGINS]).toEqual([10, 100]);
  });

  test("says so when nobody waits for anything any more", async () => {
    const time = openSeededTime(1);
    expect(await time.run(() => false)).toBe(false);
  });

  test("hands on what a condition throws, and can run again", async () => {
    const time = openSeededTime(1);
    const doomed = () => {
      throw new RangeError("looked too closely");
    };
    await expect(time.run(doomed)).rejects.toThrow(RangeError);
    expect(await time.run(() => true)).toBe(true);
  });
});

describe("a seeded world", () => {
  test("wakes from a sleep when the signal fires, and only once", async () => {
    const time = openSeededTime(1);
    const world = time.worldOf("node");
    const alarm = new AbortController();
    let wakings = 0;
    note(world.sleep(1_000, alarm.signal), () => wakings++);
    note(world.sleep(10), () => alarm.abort());
    await time.run(() => wakings === 1);
    expect(time.now() - STORY_BEGINS).toBe(10);
    await time.run(time.now() + 5_000);
    expect(wakings).toBe(1);
    await world.sleep(1_000, alarm.signal);
  });

  test("sleeps for ever where it was asked to, unless it is woken", async () => {
    const time = openSeededTime(1);
    const world = time.worldOf("node");
    const alarm = new AbortController();
    let isAwake = false;
    note(world.sleep(Infinity, alarm.signal), () => (isAwake = true));
    expect(await time.run(() => isAwake)).toBe(false);
    alarm.abort();
    expect(await time.run(() => isAwake)).toBe(true);
  });

  test("has its own idea of the time", () => {
    const world = openSeededTime(1).worldOf("node", { skewMs: -7_000 });
    expect(world.now()).toBe(STORY_BEGINS - 7_000);
  });

  test.for([-50_000, -333, 0, 1, 77, 50_000])(
    "drifts by %i ppm, and never wakes before its own clock says so",
    async (driftPpm) => {
      const time = openSeededTime(driftPpm);
      const world = time.worldOf("node", { driftPpm });
      const from = world.ticks();
      let tookMs = 0;
      note(world.sleep(10_000), () => (tookMs = world.ticks() - from));
      await time.run(() => tookMs > 0);
      expect(tookMs).toBeGreaterThanOrEqual(10_000);
      expect(tookMs).toBeLessThan(10_001);
      expect((time.now() - STORY_BEGINS) * (1 + driftPpm / 1_000_000)).toBeCloseTo(10_000, -1);
    },
  );

  test("draws from a stream per purpose, so that a new draw shifts no other", () => {
    const [one, other] = [openSeededTime(3).worldOf("node"), openSeededTime(3).worldOf("node")];
    one.dice("something new");
    const draws = (world: typeof one) => [
      world.dice("bid"),
      world.dice("bid"),
      world.dice("offer"),
    ];
    expect(draws(one)).toEqual(draws(other));
    expect(new Set(draws(one)).size).toBe(3);
    expect(draws(one).every((luck) => luck >= 0 && luck < 1)).toBe(true);
  });

  test("mints ids that sort by age and are nobody else's", async () => {
    const time = openSeededTime(3);
    const worlds = [time.worldOf("a"), time.worldOf("b")];
    const early = worlds.flatMap((world) => [world.mint("bid"), world.mint("bid")]);
    await time.run(time.now() + 1);
    const late = worlds.map((world) => world.mint("bid"));
    expect(new Set([...early, ...late]).size).toBe(6);
    expect(early.every((id) => late.every((other) => id < other))).toBe(true);
    expect(early[0]).toMatch(/^bid_[0-9a-z]{26}$/);
  });
});

describe("a machine", () => {
  test("that is frozen does not wake; thawed, it does all at once, late", async () => {
    const { time, world, wakings } = beating();
    await time.run(STORY_BEGINS + 35);
    time.freeze("node");
    note(world.sleep(5), () => wakings.push(-1));
    await time.run(STORY_BEGINS + 1_000);
    expect(wakings).toEqual([10, 20, 30]);
    expect(time.isAlive("node")).toBe(true);
    time.thaw("node");
    await time.run(STORY_BEGINS + 1_011);
    expect(wakings.toSorted((one, other) => one - other)).toEqual([-1, 10, 20, 30, 1_000, 1_010]);
  });

  test("that is killed never wakes, and a new life under its name is another", async () => {
    const { time, world, wakings } = beating();
    const id = world.mint("bid");
    await time.run(STORY_BEGINS + 15);
    time.kill("node");
    await time.run(STORY_BEGINS + 100);
    expect([wakings, time.isAlive("node")]).toEqual([[10], false]);
    const next = time.worldOf("node");
    expect(next.mint("bid").slice(-16)).not.toBe(id.slice(-16));
    let isAwake = false;
    note(next.sleep(1), () => (isAwake = true));
    await time.run(STORY_BEGINS + 200);
    expect([wakings, isAwake, time.isAlive("node")]).toEqual([[10], true, true]);
  });

  test("that was killed while frozen stays dead when thawed", async () => {
    const { time, wakings } = beating();
    time.freeze("node");
    await time.run(STORY_BEGINS + 15);
    time.kill("node");
    time.thaw("node");
    await time.run(STORY_BEGINS + 100);
    expect(wakings).toEqual([]);
  });

  test("lives once at a time", () => {
    const time = openSeededTime(1);
    time.worldOf("node");
    expect(() => time.worldOf("node")).toThrow("once at a time");
  });
});

/** A machine that wakes every 10 ms and notes when. */
function beating() {
  const time = openSeededTime(1);
  const world = time.worldOf("node");
  const wakings: number[] = [];
  const beat = async () => {
    for (;;) {
      await world.sleep(10);
      wakings.push(time.now() - STORY_BEGINS);
    }
  };
  note(beat(), () => undefined);
  return { time, world, wakings };
}

/** Several machines that wait as their luck has it, and the order in which they woke. */
async function tell(seed: number): Promise<readonly string[]> {
  const time: SeededTime = openSeededTime(seed);
  const story: string[] = [];
  const live = async (name: string) => {
    const world = time.worldOf(name);
    for (let i = 0; i < 20; i++) {
      await world.sleep(Math.floor(world.dice("nap") * 3));
      story.push(`${world.now()} ${name} ${world.mint("id")}`);
    }
  };
  for (const name of ["a", "b", "c"]) note(live(name), () => undefined);
  await time.run(() => false);
  return story;
}

/** Nobody waits for what the machines of a story do. */
function note(promise: Promise<unknown>, then: () => unknown): void {
  promise.then(then).catch((error: unknown) => {
    throw error;
  });
}
