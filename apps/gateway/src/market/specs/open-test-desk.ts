import type { Actor, DriverRow } from "@msafara/domain";
import { assert, type Id, type Instant } from "@msafara/kernel";
import { type LiveRow, openCaller, startEffectWorker, startNode } from "@msafara/runtime";
import {
  type MemoryDatabase,
  openMemoryBus,
  openMemoryDatabase,
  openMemoryExchange,
  openMemoryJournal,
  openSeededTime,
  type SeededTime,
} from "@msafara/runtime/memory";
import type { AuditEntry } from "@msafara/store";
import { marketHandlers } from "../market-handlers.ts";
import { askRoute, type MarketAnswers, type Said } from "./ask-route.ts";
import { memoryMarket } from "./memory-market.ts";
import { peopleOf, vendorsOver } from "./stand-ins.ts";
import { TOY_ROLES } from "./toy-roles.ts";

/** A desk of the market over the real engine in memory. */
export interface TestDesk {
  readonly time: Pick<SeededTime, "now" | "run">;
  readonly audit: readonly AuditEntry[];
  /** How many events the agents have had. */
  readonly events: () => number;
  /** Whatever was told live, on every agent's topic. */
  readonly told: () => readonly LiveRow[];
  /** Who has not proved his phone. */
  readonly unproven: Set<Id<"usr">>;
  /** Asks as the door does: what comes is read by its schema, and what goes is written by its own. */
  readonly ask: (by: Actor, name: keyof MarketAnswers, said?: Said) => Promise<any>;
  readonly until: (isThere: () => Promise<boolean>) => Promise<void>;
}

const SETTINGS = { leaseMs: 2_000, sweepMs: 2_000 };

/** Opens a market with one node, one worker and one desk. */
export async function openTestDesk(seed: number): Promise<TestDesk> {
  const time = openSeededTime(seed);
  const database = openMemoryDatabase({ world: time.worldOf("database") });
  const exchange = openMemoryExchange({ world: time.worldOf("exchange") });
  const audit: AuditEntry[] = [];
  const unproven = new Set<Id<"usr">>();
  const at = (name: string) => {
    const world = time.worldOf(name);
    return { world, journal: openMemoryJournal(database, { world }), bus: busOf(world) };
  };
  const busOf = (world: ReturnType<SeededTime["worldOf"]>) => openMemoryBus({ world, exchange });
  const soon = <Value>(promise: Promise<Value>) => untilThere(time, promise);

  const gate = at("gate");
  const caller = await soon(openCaller(gate));
  await soon(startNode({ ...at("node"), roles: TOY_ROLES, node: "node-a", limits: SETTINGS }));
  const vendors = vendorsOver(async () => driversIn(database));
  await soon(startEffectWorker({ ...at("worker"), vendors, name: "worker-a" }));

  const people = peopleOf(audit, unproven);
  const market = memoryMarket(database, () => time.now());
  const handlers = marketHandlers({ caller, market, people, world: gate.world });
  return {
    time,
    audit,
    unproven,
    events: () => [...database.tables.events.values()].flat().length,
    told: () => [...database.tables.live.values()].flat(),
    ask: async (by, name, said) => await soon(askRoute(handlers, { by, name, said: said ?? {} })),
    until: async (isThere) => {
      for (let tries = 0; tries < 200; tries++) {
        if (await isThere()) return;
        await time.run(time.now() + 1_000);
      }
      assert(false, "it happens within some minutes");
    },
  };
}

function driversIn({ tables }: MemoryDatabase): readonly DriverRow[] {
  const rows = [...(tables.views.get("drivers")?.values() ?? [])];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The row that a driver's agent wrote.
  return rows.map(({ row }) => row as unknown as DriverRow);
}

async function untilThere<Value>(time: SeededTime, promise: Promise<Value>): Promise<Value> {
  const there = { is: false };
  const settled = promise.finally(() => {
    there.is = true;
  });
  settled.catch(() => {});
  const until: Instant = time.now() + 120_000;
  await time.run(() => there.is, until);
  return await settled;
}
