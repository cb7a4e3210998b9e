import type { World } from "@msafara/kernel";
import { Redis, type RedisOptions } from "ioredis";
import { type BusLog, wordsOf } from "./bus-log.ts";

const BACKOFF_FIRST_MS = 50;
const BACKOFF_MS_MAX = 2_000;
const CONNECT_MS_MAX = 5_000;
const SILENCE_MS_MAX = 5_000;
/** BullMQ blocks a connection for up to ten seconds, so silence says nothing before that. */
const BLOCKED_SILENCE_MS_MAX = 15_000;

type Brisk = Pick<RedisOptions, "enableAutoPipelining" | "lazyConnect">;
type Manner = Brisk &
  Pick<RedisOptions, "enableOfflineQueue" | "maxRetriesPerRequest" | "socketTimeout">;

/** Where a bus finds its Redis, and the world it may use. */
export interface Line {
  readonly url: string;
  readonly world: World;
  readonly log: BusLog;
}

/**
 * A connection whose commands fail at once while Redis is away: nothing queues up, nothing is sent
 * twice, and a server that went silent is given up after a few seconds. It reconnects for ever.
 */
export function connectBriskly(line: Line, options: Brisk = {}): Redis {
  return connect(line, {
    enableOfflineQueue: false,
    // Zero: the commands in flight are rejected as soon as the connection is lost.
    maxRetriesPerRequest: 0,
    socketTimeout: SILENCE_MS_MAX,
    ...options,
  });
}

/** A connection whose commands wait for Redis to come back, as BullMQ's workers need it. */
export function connectPatiently(line: Line): Redis {
  return connect(line, { maxRetriesPerRequest: null, socketTimeout: BLOCKED_SILENCE_MS_MAX });
}

function connect({ url, world, log }: Line, options: Manner): Redis {
  const redis = new Redis(url, {
    connectTimeout: CONNECT_MS_MAX,
    retryStrategy: (attempt) => backoffMs(attempt, world.dice("redis-backoff")),
    // After a failover the old master says READONLY for ever to whoever stays with it.
    reconnectOnError: (error) => error.message.startsWith("READONLY"),
    // Ioredis resubscribes without waiting: lost once more, that is an unhandled rejection.
    autoResubscribe: false,
    ...options,
  });
  // One line when Redis goes and one when it comes back, however often it is tried in between.
  let isUp = true;
  redis.on("error", (error: unknown) => {
    if (isUp) log({ event: "redis.lost", why: wordsOf(error) });
    isUp = false;
  });
  // Not on "close", which our own leaving brings about as well.
  redis.on("reconnecting", () => {
    if (isUp) log({ event: "redis.lost", why: "Connection closed" });
    isUp = false;
  });
  redis.on("ready", () => {
    if (!isUp) log({ event: "redis.back" });
    isUp = true;
  });
  return redis;
}

/** Doubles from try to try, half of it luck, so that a fleet does not come back all at once. */
function backoffMs(attempt: number, luck: number): number {
  const fullMs = Math.min(BACKOFF_FIRST_MS * 2 ** (attempt - 1), BACKOFF_MS_MAX);
  return Math.ceil((fullMs * (1 + luck)) / 2);
}
