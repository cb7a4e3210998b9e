import { assert, type World } from "@msafara/kernel";
import {
  type Address,
  type Answer,
  type AskOptions,
  type Body,
  type Caller,
  decode,
  type Journal,
  type Json,
  type NewMail,
  openCaller,
  type Role,
  startEffectWorker,
  startNode,
} from "@msafara/runtime";
import {
  type BusFaults,
  type JournalFaults,
  type MemoryDatabase,
  openMemoryBus,
  openMemoryDatabase,
  openMemoryExchange,
  openMemoryJournal,
  openSeededTime,
  type SeededTime,
} from "@msafara/runtime/memory";
import { marketRoles } from "../market-roles.ts";
import { marketVendors } from "../market-vendors.ts";
import { MARKET_VIEWS } from "../market-views.ts";
import { type RosterRow, rosterVendor } from "../roster-vendor.ts";
import { type Bank, openBank } from "./bank.ts";

/** Mail that some commit wrote, or tried to. The mailbox forgets it once it is read; a judge must not. */
export type Said = Pick<NewMail, "receiver" | "sender" | "kind" | "body">;

/** The market in memory, on the real engine, on virtual time. */
export interface MarketPlay {
  readonly time: SeededTime;
  readonly database: MemoryDatabase;
  readonly journal: Journal;
  readonly bank: Bank;
  readonly mail: readonly Said[];
  readonly troubles: readonly string[];
  readonly startNode: (name: string) => Promise<void>;
  /** Somebody who performs effects. */
  readonly hireWorker: (name: string) => Promise<void>;
  readonly kill: (name: string) => void;
  readonly pass: (ms: number) => Promise<void>;
  readonly until: (isThere: () => boolean, ms?: number) => Promise<boolean>;
  readonly ask: (to: Address, command: Body, wish?: Partial<AskOptions>) => Promise<Answer>;
  /** Sends without waiting, so that two can be at once. */
  readonly send: (to: Address, command: Body) => Promise<Answer>;
  readonly soon: <Value>(promise: Promise<Value>) => Promise<Value>;
  readonly state: <State>(address: Address) => State;
  readonly rows: (view: string) => readonly Readonly<Record<string, Json>>[];
}

export interface MarketFaults {
  readonly journal?: JournalFaults;
  readonly bus?: BusFaults;
  readonly settings?: Readonly<Record<string, Json>>;
  /** Roles with a bug, for judges to find. */
  readonly roles?: readonly Role[];
}

/** Everything but the windows is as the market begins; times are short, so that a day fits into minutes. */
const SHORT_TIMES = {
  decideMs: 300_000,
  answerMs: 20_000,
  patienceMs: 30_000,
  confirmMs: 60_000,
  stopWindowMsMin: 0,
  cancelFeeBp: { booked: 500, atPickup: 2_000 },
};

const LIMITS = { leaseMs: 2_000, sweepMs: 2_000 };

/** Opens a market with one node, one worker for effects and one door. */
export async function openMarket(seed: number, faults: MarketFaults = {}): Promise<MarketPlay> {
  const time = openSeededTime(seed);
  const database = openMemoryDatabase({ world: time.worldOf("database"), views: MARKET_VIEWS });
  const exchange = openMemoryExchange({ world: time.worldOf("exchange") });
  const bank = openBank(time.worldOf("bank"));
  const mail: Said[] = [];
  const troubles: string[] = [];
  const soon: MarketPlay["soon"] = (promise) => untilThere(time, promise);
  const busOf = (world: World) => openMemoryBus({ world, exchange, faults: faults.bus ?? {} });
  const journalOf = (world: World) =>
    openMemoryJournal(database, {
      world,
      ...(faults.journal === undefined ? {} : { faults: faults.journal }),
    });

  const gate = time.worldOf("gate");
  const journal = openMemoryJournal(database, { world: gate });
  const settings = { ...SHORT_TIMES, ...faults.settings };
  await soon(journal.saveSettings({ role: "platform", settings, by: "operator:ada" }));
  const caller = await soon(openCaller({ world: gate, journal, bus: busOf(gate) }));

  const start: MarketPlay["startNode"] = async (node) => {
    const world = time.worldOf(node);
    const observe = watch(node, troubles);
    const listening = overhear(journalOf(world), mail);
    const [bus, roles] = [busOf(world), faults.roles ?? marketRoles];
    await soon(startNode({ world, journal: listening, bus, roles, node, limits: LIMITS, observe }));
  };
  await start("node-a");

  const hireWorker: MarketPlay["hireWorker"] = async (name) => {
    const world = time.worldOf(name);
    const roster = rosterVendor({ nearby: async () => rosterOf(database), now: () => time.now() });
    const vendors = marketVendors({ roster, payments: bank });
    const work = { world, journal: journalOf(world), bus: busOf(world), vendors, name };
    await soon(startEffectWorker({ ...work, observe: watch(name, troubles) }));
  };
  await hireWorker("worker-a");

  const send = askWith(caller, time);
  return {
    time,
    database,
    journal,
    bank,
    mail,
    troubles,
    soon,
    startNode: start,
    hireWorker,
    kill: time.kill,
    send,
    ask: (to, command, wish) => soon(send(to, command, wish)),
    pass: async (ms) => {
      await time.run(time.now() + ms);
    },
    until: (isThere, ms = 600_000) => time.run(isThere, time.now() + ms),
    state: (address) => {
      const row = database.tables.agents.get(address);
      assert(row !== undefined, "the agent has had a turn");
      return decode(row.state);
    },
    rows: (view) => rowsOf(database, view),
  };
}

/** Everybody asks under a key of his own, and again with it while nobody knows what came of it. */
function askWith({ ask }: Caller, time: SeededTime) {
  let keys = 0;
  return async (to: Address, command: Body, wish: Partial<AskOptions> = {}): Promise<Answer> => {
    const options = { principal: "usr_gate", key: `key-${keys++}`, ...wish };
    const until = time.now() + 60_000;
    for (;;) {
      const answer = await ask(to, command, options);
      if (answer.status !== "unavailable" || time.now() > until) return answer;
    }
  };
}

function overhear(journal: Journal, mail: Said[]): Journal {
  return {
    ...journal,
    // Before its outcome is known: what nobody may read should not even be tried.
    commit: async (commit) => {
      mail.push(...commit.batch.mail);
      return await journal.commit(commit);
    },
  };
}

function watch(name: string, troubles: string[]) {
  return {
    trouble: ({ what, error }: { what: string; error: unknown }) => {
      troubles.push(`${name} ${what} ${String(error)}`);
    },
  };
}

function rosterOf(database: MemoryDatabase): readonly RosterRow[] {
  return rowsOf(database, "drivers") as unknown as readonly RosterRow[];
}

function rowsOf({ tables }: MemoryDatabase, view: string) {
  const rows = [...(tables.views.get(view)?.values() ?? [])];
  return rows.flatMap(({ row }) => (row === null ? [] : [row]));
}

async function untilThere<Value>(time: SeededTime, promise: Promise<Value>): Promise<Value> {
  const there = { is: false };
  const settled = promise.finally(() => {
    there.is = true;
  });
  settled.catch(() => {});
  await time.run(() => there.is, time.now() + 120_000);
  return await settled;
}
