import type { Cache } from "@msafara/runtime";
import type { Redis } from "ioredis";
import { asked } from "./asked.ts";

/** Keeps values in Redis. While it is away they have vanished, which they may at any time. */
export function openCache(redis: Redis, prefix: string): Cache {
  const keyOf = (key: string) => `${prefix}:cache:${key}`;

  return {
    get: async (key) => {
      try {
        const value = await redis.getBuffer(keyOf(key));
        return value === null ? undefined : new Uint8Array(value);
      } catch {
        return undefined;
      }
    },
    set: async (key, value, ttlMs) => {
      try {
        await redis.set(keyOf(key), Buffer.from(value), "PX", Math.max(1, Math.ceil(ttlMs)));
      } catch {
        // Vanished at once.
      }
    },
    // Nobody may take for removed what comes back with Redis.
    remove: (key) => asked("Remove a value from the cache", redis.del(keyOf(key))),
  };
}
