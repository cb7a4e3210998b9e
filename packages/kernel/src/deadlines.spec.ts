import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDeadlines } from "./deadlines.ts";
import { realWorld } from "./real-world.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setAll(...waits: readonly number[]) {
  const deadlines = openDeadlines(realWorld());
  const missed: number[] = [];
  const off = waits.map((ms) => deadlines.set(ms, () => missed.push(ms)));
  return { deadlines, missed, off };
}

describe("deadlines", () => {
  test("are missed when their time is up, and not before", async () => {
    const { missed } = setAll(1_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(missed).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(missed).toEqual([1_000]);
  });

  test("come in the order of their time, whichever was set first", async () => {
    const { missed } = setAll(300, 100, 200);
    await vi.advanceTimersByTimeAsync(150);
    expect(missed).toEqual([100]);
    await vi.advanceTimersByTimeAsync(150);
    expect(missed).toEqual([100, 200, 300]);
  });

  test("one that is called off is not missed", async () => {
    const { missed, off } = setAll(100, 200);
    off[0]?.();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(missed).toEqual([200]);
  });

  test("one that is set after all were over is kept, too", async () => {
    const { deadlines, missed } = setAll(100);
    await vi.advanceTimersByTimeAsync(500);
    deadlines.set(100, () => missed.push(600));
    await vi.advanceTimersByTimeAsync(100);
    expect(missed).toEqual([100, 600]);
  });

  test("one that is set while another is missed is kept, too", async () => {
    const { deadlines, missed } = setAll();
    deadlines.set(100, () => {
      missed.push(100);
      deadlines.set(50, () => missed.push(150));
    });
    await vi.advanceTimersByTimeAsync(150);
    expect(missed).toEqual([100, 150]);
  });

  test("closed, none is missed, and nothing keeps the program alive", async () => {
    const { deadlines, missed } = setAll(100, 200);
    deadlines.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(missed).toEqual([]);
  });
});
