import type { Cache } from "../ports/bus.ts";
import type { Socket } from "./memory-bus.ts";

/** Beyond this the value that was written longest ago goes; values may vanish at any time. */
const CACHED_BYTES_MAX = 64 * 1_024 * 1_024;

/** What a value costs beside its bytes. */
const OVERHEAD_BYTES = 128;

/** Values that vanish, within one process. */
export function memoryCache({ exchange, wire }: Socket): Cache {
  const { cache, world } = exchange;

  function drop(key: string): void {
    const kept = cache.get(key);
    if (kept === undefined) return;
    cache.delete(key);
    exchange.cachedBytes -= costOf(key, kept.value);
  }

  return {
    get: (key) =>
      wire.ask("cache.get", () => {
        const kept = cache.get(key);
        if (kept === undefined) return undefined;
        if (kept.until > world.ticks()) return kept.value.slice();
        drop(key);
        return undefined;
      }),
    set: async (key, value, ttlMs) => {
      const copy = value.slice();
      await wire.ask("cache.set", () => {
        drop(key);
        cache.set(key, { value: copy, until: world.ticks() + ttlMs });
        exchange.cachedBytes += costOf(key, copy);
        for (const oldest of cache.keys()) {
          if (exchange.cachedBytes <= CACHED_BYTES_MAX) break;
          drop(oldest);
        }
      });
    },
    remove: (key) => wire.ask("cache.remove", () => drop(key)),
  };
}

function costOf(key: string, value: Uint8Array): number {
  return OVERHEAD_BYTES + 2 * key.length + value.length;
}
