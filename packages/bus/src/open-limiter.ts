import type { World } from "@msafara/kernel";
import type { Allowance, Limiter, Taken } from "@msafara/runtime";
import { openWindows } from "@msafara/runtime/memory";
import type { Redis } from "ioredis";

/** A Redis that went silent is noticed by its connection after seconds; no request waits for that. */
const PATIENCE_MS = 250;

/**
 * One number per key, that vanishes with its window. One without an end, however it came about, gets one.
 * Several at once that do not fit are given back.
 */
const TAKE = `
local wanted = tonumber(ARGV[2])
local count = redis.call("INCRBY", KEYS[1], wanted)
if wanted > 1 and count > tonumber(ARGV[3]) then redis.call("DECRBY", KEYS[1], wanted) end
local left = redis.call("PTTL", KEYS[1])
if left < 0 then
  redis.call("PEXPIRE", KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {count, left}`;

/**
 * Counts in Redis. While it is away each program counts for itself: then a caller who reaches several
 * may do so many times as much, which is less harm than letting nobody in, or everybody.
 */
export function openLimiter(
  redis: Redis,
  { world, prefix }: { readonly world: World; readonly prefix: string },
): Limiter {
  const own = openWindows(world);

  async function ask({ key, windowMs, limit, count = 1 }: Allowance): Promise<unknown> {
    const done = new AbortController();
    const late = world.sleep(PATIENCE_MS, done.signal).then(() => undefined);
    const place = `${prefix}:limit:${key}`;
    const asked = redis.eval(TAKE, 1, place, Math.ceil(windowMs), count, limit);
    const answer = await Promise.race([asked.catch(() => undefined), late]);
    done.abort();
    return answer;
  }

  return {
    take: async (allowance) => {
      const answer = await ask(allowance);
      return Array.isArray(answer) ? takenOf(answer.map(Number), allowance) : own.take(allowance);
    },
  };
}

function takenOf(
  [reached = 0, resetMs = 0]: readonly number[],
  { limit, count = 1 }: Allowance,
): Taken {
  const allowed = reached <= limit;
  const taken = allowed || count === 1 ? reached : reached - count;
  return { allowed, left: Math.max(0, limit - taken), resetMs };
}
