import { expect, test } from "vitest";
import { openStillWorld } from "./still-world.ts";

test("time stands still until it is moved", async () => {
  const world = openStillWorld();
  const [now, ticks] = [world.now(), world.ticks()];
  let isAwake = false;
  const slept = world.sleep(1_000).then(() => (isAwake = true));
  await world.move(999);
  expect([isAwake, world.now() - now, world.ticks() - ticks]).toEqual([false, 999, 999]);
  await world.move(1);
  expect([isAwake, world.now() - now]).toEqual([true, 1_000]);
  await slept;
});

test("time can be moved until something has happened", async () => {
  const world = openStillWorld();
  const from = world.now();
  let count = 0;
  const counted = Promise.all([30, 10, 20].map((ms) => world.sleep(ms).then(() => count++)));
  expect(await world.moveUntil(() => count === 2, 1_000)).toBe(true);
  expect(world.now() - from).toBe(20);
  expect(await world.moveUntil(() => count === 4, 1_000)).toBe(false);
  expect([count, world.now() - from]).toEqual([3, 1_020]);
  await counted;
});

test("the same seed gives the same luck", () => {
  const [one, other] = [openStillWorld(5), openStillWorld(5)];
  expect([one.mint("bid"), one.dice("x")]).toEqual([other.mint("bid"), other.dice("x")]);
  expect(one.mint("bid")).not.toBe(openStillWorld(6).mint("bid"));
});
