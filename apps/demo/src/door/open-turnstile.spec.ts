import { expect, test } from "vitest";
import { openFastWorld } from "../specs/fast-world.ts";
import { openTurnstile } from "./open-turnstile.ts";

test("a few pass at once and the others one by one, never twenty in a minute", async () => {
  const world = openFastWorld(1);
  const turnstile = openTurnstile(world, { atOnce: 6, apartMs: 5_000 });
  const passedAt: number[] = [];
  const all = Array.from({ length: 40 }, async () => {
    await turnstile.pass();
    passedAt.push(world.ticks());
  });
  await world.pass(10 * 60_000);
  await Promise.all(all);
  expect(passedAt.filter((at) => at === 0)).toHaveLength(6);
  const busiest = passedAt.map((from) => passedAt.filter((at) => at >= from && at < from + 60_000));
  expect(Math.max(...busiest.map(({ length }) => length))).toBeLessThan(20);
});
