import { expect, test } from "vitest";
import { openStillWorld } from "./still-world.ts";
import { openWindows } from "./windows.ts";

const once = { key: "usr_ada", limit: 1, windowMs: 1_000 };

test("a window ends when its time is up, however often it was asked meanwhile", async () => {
  const world = openStillWorld();
  const windows = openWindows(world);
  expect(windows.take(once)).toEqual({ allowed: true, left: 0, resetMs: 1_000 });
  await world.move(999);
  expect(windows.take(once)).toEqual({ allowed: false, left: 0, resetMs: 1 });
  await world.move(1);
  expect(windows.take(once)).toEqual({ allowed: true, left: 0, resetMs: 1_000 });
});

test("a clock of fractions does not make a window longer than was asked", () => {
  const windows = openWindows({ ticks: () => 85_409.2679607843 });
  expect(windows.take({ ...once, windowMs: 60_000 }).resetMs).toBe(60_000);
});

test("of too many keys the oldest is forgotten, and memory does not grow (G8)", () => {
  const windows = openWindows(openStillWorld());
  windows.take(once);
  for (let at = 1; at < 100_000; at++) windows.take({ ...once, key: String(at) });
  expect(windows.take(once).allowed).toBe(false);
  windows.take({ ...once, key: "one too many" });
  expect(windows.take(once).allowed).toBe(true);
});
