import type { World } from "@msafara/kernel";
import type { Bus, Stop } from "../ports/bus.ts";
import { type BusFaults, type BusWire, openBusWire } from "./bus-wire.ts";
import { memoryCache } from "./memory-cache.ts";
import { memoryDoorbell } from "./memory-doorbell.ts";
import { type MemoryExchange, openMemoryExchange } from "./memory-exchange.ts";
import { memoryLimiter } from "./memory-limiter.ts";
import { memoryLive } from "./memory-live.ts";
import { memoryPresence } from "./memory-presence.ts";
import { memorySwitchboard } from "./memory-switchboard.ts";
import { memoryTasks } from "./memory-tasks.ts";

/** What the parts of a bus share. */
export interface Socket {
  readonly world: World;
  readonly exchange: MemoryExchange;
  readonly wire: BusWire;
  /** Remembers what has to be ended when the bus closes. */
  readonly untilClose: (stop: Stop) => Stop;
}

/**
 * A bus in one process: the real one where one process is the whole cluster, and the twin of Redis
 * where several machines are played. Machines that can freeze or die need `faults`, if only empty
 * ones: then everything travels, and arrives in the world of whoever listens.
 */
export function openMemoryBus({
  world,
  exchange: shared,
  faults,
}: {
  readonly world: World;
  /** Absent: one of its own, which ends with this bus. */
  readonly exchange?: MemoryExchange;
  readonly faults?: BusFaults;
}): Bus {
  const exchange = shared ?? openMemoryExchange({ world });
  const wire = openBusWire({ near: world, far: exchange.world, faults });
  const stops = new Set<Stop>();
  const untilClose = (stop: Stop): Stop => {
    const stopOnce = async () => {
      stops.delete(stopOnce);
      await stop();
    };
    stops.add(stopOnce);
    return stopOnce;
  };
  const socket: Socket = { world, exchange, wire, untilClose };
  return {
    doorbell: memoryDoorbell(socket),
    switchboard: memorySwitchboard(socket),
    live: memoryLive(socket),
    cache: memoryCache(socket),
    presence: memoryPresence(socket),
    limiter: memoryLimiter(socket),
    tasks: memoryTasks(socket),
    close: async () => {
      await Promise.all([...stops].map((stop) => stop()));
      if (shared === undefined) exchange.flush();
    },
  };
}
