import { setTimeout as pause } from "node:timers/promises";
import { realWorld } from "@msafara/kernel";
import { type Address, openCaller, startNode } from "@msafara/runtime";
import { openMemoryBus } from "@msafara/runtime/memory";
import { openJournal } from "@msafara/store";
import { askLatency } from "./ask-latency.ts";
import { courierRole } from "./courier-role.ts";

const BYTES_PER_MIB = 1_048_576;
const LOOK_MS = 20;
const GC_ROUNDS = 4;
const AT_ONCE = 250;

/** What the child measured. */
export interface MemoryReport {
  readonly rssMib: number;
  readonly residents: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Known agents are `courier/k0` and on; so many of them are woken, then others are asked. */
const [url = "", residentsWord = "0", knownWord = "0", asksMsWord = "0"] = process.argv.slice(2);
const [residents, known, asksMs] = [residentsWord, knownWord, asksMsWord].map(Number);
const world = realWorld();
const flow = { isOpen: false, nextOf: (self: Address) => self, extras: false, decidedSentAtUs: [] };
const journal = openJournal({ connectionString: url, world });
const bus = openMemoryBus({ world });
const roles = [courierRole(flow)];
const limits = residents === 0 ? {} : { residents: residents! };
const node = await startNode({ world, journal, bus, roles, node: "memory", limits });
const caller = await openCaller({ world, journal, bus });
while (!node.ready()) await pause(LOOK_MS);

for (let i = 0; i < residents!; i += AT_ONCE) await wake(i, Math.min(i + AT_ONCE, residents!));
await pause(500);
const report = { rssMib: await rssMib(), residents: node.stats().residents, ...(await askCold()) };
process.send?.(report satisfies MemoryReport);
await caller.close();
await node.stop();
await bus.close();
await journal.close();
process.disconnect();

async function wake(from: number, until: number): Promise<void> {
  const command = { type: "weigh", note: "good morning" };
  await Promise.all(
    Array.from({ length: until - from }, (_, i) =>
      caller.ask(`courier/k${from + i}`, command, { principal: "usr_bench" }),
    ),
  );
}

/** Agents that are known but not here, at an even pace; each puts another one away. */
async function askCold(): Promise<{ p50: number; p99: number; failed: number }> {
  if (asksMs === 0) return { p50: 0, p99: 0, failed: 0 };
  const whom = (i: number): Address => `courier/k${residents! + (i % (known! - residents!))}`;
  return await askLatency(caller, { perSecond: 200, lastsMs: asksMs!, whom });
}

async function rssMib(): Promise<number> {
  for (let round = 0; round < GC_ROUNDS; round++) {
    global.gc?.();
    await pause(100);
  }
  return process.memoryUsage.rss() / BYTES_PER_MIB;
}
