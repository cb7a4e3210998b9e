export { openMemoryBus } from "@msafara/runtime/memory";
export type { BusLog } from "./bus-log.ts";
export { openRedisBus, type RedisBusOptions } from "./open-redis-bus.ts";
