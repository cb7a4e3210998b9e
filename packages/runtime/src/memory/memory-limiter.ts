import type { Limiter } from "../ports/bus.ts";
import type { Socket } from "./memory-bus.ts";
import { openWindows } from "./windows.ts";

/** Counts in the broker, within one process; over a wire that fails, each bus for itself. */
export function memoryLimiter({ world, exchange, wire }: Socket): Limiter {
  const own = openWindows(world);
  return {
    take: async (allowance) => {
      try {
        return await wire.ask("limiter.take", () => exchange.windows.take(allowance));
      } catch {
        return own.take(allowance);
      }
    },
  };
}
