import { Fault, realWorld } from "@msafara/kernel";
import type { Town } from "./open-town.ts";

const SETTLE_MS = 1_500;
/** What caches that fill up may weigh. Beyond it something is kept that nobody needs. */
const GROWTH_BYTES_MAX = 48_000_000;
/** Connections to databases and keep-alive ones come and go. */
const RESOURCES_MORE_MAX = 24;

/** What a gateway holds when nobody asks anything. */
export interface Weight {
  readonly heapBytes: number;
  readonly resources: number;
  readonly sockets: number;
}

/** Weighs a gateway once everything that nobody holds is thrown away. */
export async function weigh({ gateway, metric }: Town): Promise<Weight> {
  gateway.collectGarbage();
  await realWorld().sleep(SETTLE_MS);
  gateway.collectGarbage();
  await realWorld().sleep(SETTLE_MS);
  return {
    heapBytes: await metric("nodejs_heap_size_used_bytes"),
    resources: await metric("nodejs_active_resources_total"),
    sockets: await metric("socket_connections"),
  };
}

/** Throws when a gateway holds more than before: memory, timers, sockets or listeners. */
export function judgeWeight(before: Weight, after: Weight): void {
  const grown = after.heapBytes - before.heapBytes;
  const more = after.resources - before.resources;
  const isLight = grown < GROWTH_BYTES_MAX && more < RESOURCES_MORE_MAX && after.sockets === 0;
  if (isLight) return;
  const sentence = `The gateway holds more than before: ${JSON.stringify({ before, after })}`;
  throw new Fault(sentence, { retry: false });
}
