import { openCaller, type Role } from "@msafara/runtime";
import {
  openMemoryBus,
  openMemoryDatabase,
  openMemoryJournal,
  openStillWorld,
} from "@msafara/runtime/memory";
import { pino } from "pino";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { hostAgents } from "./host-agents.ts";

const MINUTE_MS = 60_000;

/** A lamp that is lit once. */
const lamp: Role<{ lit: boolean }, { type: "light" }, { type: "lamp.lit" }> = {
  name: "lamp",
  messages: ["light"],
  schema: 1,
  initial: () => ({ lit: false }),
  decide: ({ lit }) => (lit ? [] : [{ type: "lamp.lit" }]),
  evolve: () => ({ lit: true }),
  follow: () => [{ reply: { lit: true } }],
  phase: ({ lit }) => (lit ? "lit" : "dark"),
};

/** A host on the twins, which has joined; time stands still unless it is moved. */
async function openHost() {
  const world = openStillWorld();
  const database = openMemoryDatabase({ world });
  const journal = openMemoryJournal(database, { world });
  const bus = openMemoryBus({ world });
  const registry = new Registry();
  const log = pino({ level: "silent" });
  const parts = { world, log, journal, bus, registry, name: "one", roles: [lamp], vendors: {} };
  const host = await soon(hostAgents(parts));
  await world.moveUntil(host.ready, MINUTE_MS);
  const caller = await soon(openCaller({ world, journal, bus }));
  return { world, database, host, registry, soon, caller };

  async function soon<Value>(promise: Promise<Value>): Promise<Value> {
    let there = false;
    void promise.finally(() => (there = true));
    await world.moveUntil(() => there, MINUTE_MS);
    return await promise;
  }
}

test("a host is ready when it owns its partitions, and gives them back when it stops", async () => {
  const { host, soon, database } = await openHost();
  expect(host.ready()).toBe(true);
  await soon(host.stop());
  expect(host.ready()).toBe(false);
  expect(database.tables.nodes.size).toBe(0);
});

test("what agents do is counted by role, message and phase", async () => {
  const { soon, caller, registry, host } = await openHost();
  await soon(caller.ask("lamp/hall", { type: "light" }, { principal: "usr_ada" }));
  const metrics = await registry.metrics();
  for (const line of [
    'agent_active_count{type="lamp"} 1',
    'agent_message_processing_duration_seconds_count{agent_type="lamp",message_type="light"} 1',
    'agent_state_transitions_total{agent_type="lamp",from_state="dark",to_state="lit"} 1',
  ]) {
    expect(metrics).toContain(line);
  }
  await soon(host.stop());
});

test("a host that others took for dead comes back as somebody new", async () => {
  const { world, database, host, soon } = await openHost();
  const [before] = database.tables.nodes.keys();
  database.tables.nodes.clear();
  await world.moveUntil(() => !host.ready(), MINUTE_MS);
  await world.moveUntil(() => database.tables.nodes.size > 0, MINUTE_MS);
  expect([...database.tables.nodes.keys()]).not.toContain(before);
  await soon(host.stop());
});
