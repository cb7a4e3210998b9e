import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realWorld } from "@msafara/kernel";
import { Redis } from "ioredis";
import { inject } from "vitest";
import { openRedis, type PrivateRedis } from "./redis.ts";

/** An empty database of the run's Redis, for one spec file. */
export interface TestRedis {
  readonly url: string;
  /** Channels are not divided by database, so whoever publishes puts this in front. */
  readonly prefix: string;
  readonly close: () => Promise<void>;
}

/** Takes the next database of the run's Redis and empties it. */
export async function openTestRedis(): Promise<TestRedis> {
  const url = new URL(inject("redisUrl"));
  const first = new Redis(url.href);
  const setting = await first.config("GET", "databases");
  const taken = await first.incr("msafara:test:databases");
  first.disconnect();
  url.pathname = `/${1 + (taken % (Number(Object.values(setting).at(-1)) - 1))}`;
  await flush(url.href);
  return { url: url.href, prefix: realWorld().mint("test"), close: () => flush(url.href) };
}

/** A Redis that this spec file may kill and restart. */
export async function openTestRedisServer(): Promise<PrivateRedis> {
  const folder = await mkdtemp(join(tmpdir(), "msafara-redis-"));
  return await openRedis({ world: realWorld(), folder });
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushdb();
  redis.disconnect();
}
