import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import { openTestRedis, openTestRedisServer } from "./test-redis.ts";

const mine = await openTestRedis();
const yours = await openTestRedis();
const server = await openTestRedisServer();
afterAll(() => Promise.all([mine.close(), yours.close(), server.close()]));

test("two spec files do not see each other's keys", async () => {
  const redis = new Redis(mine.url);
  const other = new Redis(yours.url);
  await redis.set("only", "mine");
  expect(await other.get("only")).toBeNull();
  redis.disconnect();
  other.disconnect();
});

test("a server of one's own comes back on its port after it was killed", async () => {
  await server.kill();
  await server.restart();
  const redis = new Redis(server.url);
  expect(await redis.ping()).toBe("PONG");
  redis.disconnect();
});
