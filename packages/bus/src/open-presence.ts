import type { Presence } from "@msafara/runtime";
import type { Redis } from "ioredis";
import { answerTo, asked } from "./asked.ts";

/**
 * A group is a sorted set of its members by the time at which their places expire, in the time of
 * Redis: machines whose clocks disagree agree on who is there. It expires with its last member.
 */
const NOW = `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

const ENTER = `${NOW}
redis.call("ZREMRANGEBYSCORE", KEYS[1], "-inf", now)
redis.call("ZADD", KEYS[1], now + ARGV[2], ARGV[1])
local last = redis.call("ZRANGE", KEYS[1], -1, -1, "WITHSCORES")
redis.call("PEXPIREAT", KEYS[1], last[2])`;

const MEMBERS = `${NOW}
return redis.call("ZRANGEBYSCORE", KEYS[1], "(" .. now, "+inf")`;

/** Keeps presence in Redis. While it is away nobody can tell who is there: that is a fault. */
export function openPresence(redis: Redis, prefix: string): Presence {
  const keyOf = (group: string) => `${prefix}:presence:${group}`;

  return {
    // Sent as text each time: Redis knows it by its hash, and a restarted one needs no lesson.
    enter: (group, member, ttlMs) =>
      asked("Enter a group", redis.eval(ENTER, 1, keyOf(group), member, Math.ceil(ttlMs))),
    exit: (group, member) => asked("Leave a group", redis.zrem(keyOf(group), member)),
    members: async (group) => {
      const members = await answerTo("See a group", redis.eval(MEMBERS, 1, keyOf(group)));
      return Array.isArray(members) ? members.map(String).toSorted() : [];
    },
  };
}
