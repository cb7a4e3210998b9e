import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { realWorld } from "./real-world.ts";

const DAY_MS = 86_400_000;
const world = realWorld();

describe("an id", () => {
  test("says what it names, in 26 letters that no one misreads", () => {
    expect(world.mint("shp")).toMatch(/^shp_[0-9abcdefghjkmnpqrstvwxyz]{26}$/);
  });

  test("is never given twice", () => {
    const ids = Array.from({ length: 10_000 }, () => world.mint("bid"));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("while the clock is held", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("ids sort by age, over a second as over a century", () => {
    const ages = [0, 1, 1_000, DAY_MS, 30 * DAY_MS, 36_500 * DAY_MS];
    const ids = ages.map((age) => {
      vi.setSystemTime(1_800_000_000_000 + age);
      return world.mint("drv");
    });
    expect(ids.toSorted()).toEqual(ids);
  });

  test("a sleeper wakes when the time is up, and not before", async () => {
    const woken = sleeper(1_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(woken()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(woken()).toBe(true);
  });

  test("a sleeper wakes at once when the signal fires, and leaves no timer behind", async () => {
    const alarm = new AbortController();
    const woken = sleeper(DAY_MS, alarm.signal);
    alarm.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(woken()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("whoever lies down after the alarm does not sleep at all", async () => {
    const woken = sleeper(DAY_MS, AbortSignal.abort());
    await vi.advanceTimersByTimeAsync(0);
    expect(woken()).toBe(true);
  });

  test("a sleep of a month is not cut short at the 24.8 days a timer can count", async () => {
    const woken = sleeper(30 * DAY_MS);
    await vi.advanceTimersByTimeAsync(30 * DAY_MS - 1);
    expect(woken()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(woken()).toBe(true);
  });

  test("an alarm wakes a long sleeper also after the first 24.8 days", async () => {
    const alarm = new AbortController();
    const woken = sleeper(60 * DAY_MS, alarm.signal);
    await vi.advanceTimersByTimeAsync(26 * DAY_MS);
    alarm.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(woken()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("ticks only grow, and luck stays between nothing and one", () => {
  const before = world.ticks();
  const draws = Array.from({ length: 1_000 }, () => world.dice("weather"));
  expect(world.ticks()).toBeGreaterThanOrEqual(before);
  expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
});

/** Lies down, and tells on being asked whether it has woken. */
function sleeper(ms: number, signal?: AbortSignal): () => boolean {
  let awake = false;
  const asleep = world.sleep(ms, signal).then(() => (awake = true));
  asleep.catch(expect.unreachable);
  return () => awake;
}
