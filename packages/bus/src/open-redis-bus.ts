import type { World } from "@msafara/kernel";
import type { Bus } from "@msafara/runtime";
import type { BusLog } from "./bus-log.ts";
import { channelsUnder } from "./channel.ts";
import { openCache } from "./open-cache.ts";
import { openDoorbell } from "./open-doorbell.ts";
import { openLimiter } from "./open-limiter.ts";
import { openLive } from "./open-live.ts";
import { openPresence } from "./open-presence.ts";
import { openSwitchboard } from "./open-switchboard.ts";
import { openTasks } from "./open-tasks.ts";
import { openWire } from "./open-wire.ts";

/** Which Redis, in which world. */
export interface RedisBusOptions {
  readonly url: string;
  readonly world: World;
  /** Stands before every key and channel, so that several clusters may share one Redis. */
  readonly prefix?: string;
  readonly log?: BusLog;
}

/**
 * Opens the bus on Redis, and opens it even while Redis is away: rings and live frames are then
 * dropped, calls and tasks end in retryable faults, and all of it works again when Redis is back.
 */
export async function openRedisBus({
  url,
  world,
  prefix = "msafara",
  log = () => undefined,
}: RedisBusOptions): Promise<Bus> {
  const line = { url, world, log };
  const channel = channelsUnder(prefix);
  const wire = await openWire(line);
  const switchboard = await openSwitchboard({ wire, world, channel });
  const tasks = openTasks(line, prefix);

  async function close(): Promise<void> {
    // Tasks first: while they drain they may still need all the rest.
    await tasks.close();
    switchboard.close();
    await wire.close();
  }

  let closed: Promise<void> | undefined;
  return {
    doorbell: openDoorbell(wire, channel),
    switchboard,
    live: openLive(wire, channel),
    cache: openCache(wire.redis, prefix),
    presence: openPresence(wire.redis, prefix),
    limiter: openLimiter(wire.redis, { world, prefix }),
    tasks,
    close: () => (closed ??= close()),
  };
}
