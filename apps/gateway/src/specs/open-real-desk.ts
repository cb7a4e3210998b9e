import { openTestDatabase } from "@msafara/dev";
import { assert, type Id, realWorld } from "@msafara/kernel";
import { openCaller, startEffectWorker, startNode } from "@msafara/runtime";
import { openMemoryBus, openMemoryExchange } from "@msafara/runtime/memory";
import { type AuditEntry, openJournal, openMarket } from "@msafara/store";
import { marketHandlers } from "../market/market-handlers.ts";
import { askRoute } from "../market/specs/ask-route.ts";
import type { TestDesk } from "../market/specs/open-test-desk.ts";
import { peopleOf, vendorsOver } from "../market/specs/stand-ins.ts";
import { TOY_ROLES } from "../market/specs/toy-roles.ts";

const TRIES_MAX = 200;
const TRY_MS = 25;

/** The same desk over PostgreSQL, and on the time of day. */
export async function openRealDesk(): Promise<TestDesk & { readonly close: () => Promise<void> }> {
  const world = realWorld();
  const database = await openTestDatabase();
  const connectionString = database.url;
  const journal = openJournal({ connectionString, world });
  const market = openMarket({ connectionString });
  const bus = openMemoryBus({ world, exchange: openMemoryExchange({ world }) });
  const node = await startNode({ world, journal, bus, roles: TOY_ROLES, node: "node-a" });
  const vendors = vendorsOver(async (wanted) => await market.nearby(wanted, wanted.limit));
  const worker = await startEffectWorker({ world, journal, bus, vendors, name: "worker-a" });
  const caller = await openCaller({ world, journal, bus });
  const audit: AuditEntry[] = [];
  const unproven = new Set<Id<"usr">>();
  const people = peopleOf(audit, unproven);
  const handlers = marketHandlers({ caller, market, people, world });
  return {
    time: { now: world.now, run: async () => false },
    audit,
    unproven,
    events: () => 0,
    told: () => [],
    ask: async (by, name, said = {}) => await askRoute(handlers, { by, name, said }),
    until: async (isThere) => {
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        if (await isThere()) return;
        await world.sleep(TRY_MS);
      }
      assert(false, "it happens within some seconds");
    },
    close: async () => {
      await caller.close();
      await worker.stop();
      await node.stop();
      await market.close();
      await journal.close();
      await database.close();
    },
  };
}
