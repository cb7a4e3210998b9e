import type { World } from "@msafara/kernel";
import type { Address } from "../../address.ts";
import { type Body, decode } from "../../body.ts";
import type { Limits } from "../../limits.ts";
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
} from "../../memory/index.ts";
import type { Bus } from "../../ports/bus.ts";
import type { Journal } from "../../ports/journal.ts";
import type { Role } from "../../role.ts";
import { type AskOptions, type Caller, openCaller } from "../caller.ts";
import type { Answer } from "../frames.ts";
import { type Node, type NodeOptions, startNode } from "../start-node.ts";
import { type Purse, purseRole } from "./purse-role.ts";

/** A cluster in memory on virtual time, for specs of the engine. */
export interface Play {
  readonly time: SeededTime;
  readonly database: MemoryDatabase;
  readonly journal: Journal;
  readonly caller: Caller;
  readonly troubles: string[];
  readonly start: (name: string, options?: Partial<NodeOptions> & PlayFaults) => Promise<Node>;
  /** Lets time pass until the promise is there. */
  readonly soon: <Value>(promise: Promise<Value>) => Promise<Value>;
  readonly pass: (ms: number) => Promise<void>;
  readonly ask: (address: Address, command: Body, wish?: Partial<AskOptions>) => Promise<Answer>;
  readonly purse: (address: Address) => Purse | undefined;
  readonly bus: (world: World, faults?: BusFaults) => Bus;
}

export interface PlayFaults {
  readonly limits?: Partial<Limits>;
  readonly roles?: readonly Role[];
  readonly journalFaults?: JournalFaults;
  readonly busFaults?: BusFaults;
  /** Stands between the node and its journal, to hold a call at the worst moment. */
  readonly between?: (journal: Journal, world: World) => Journal;
}

/** Opens a stage with a database, an exchange and one caller; nodes are started by the spec. */
export async function openPlay(seed: number): Promise<Play> {
  const time = openSeededTime(seed);
  const database = openMemoryDatabase({ world: time.worldOf("database") });
  const exchange = openMemoryExchange({ world: time.worldOf("exchange") });
  const troubles: string[] = [];
  const bus: Play["bus"] = (world, faults = {}) => openMemoryBus({ world, exchange, faults });
  const soon: Play["soon"] = (promise) => untilThere(time, promise);
  const gate = time.worldOf("gate");
  const journal = openMemoryJournal(database, { world: gate });
  const caller = await soon(openCaller({ world: gate, journal, bus: bus(gate) }));
  const start = openStart({ time, database, bus, troubles, soon });

  return {
    time,
    database,
    journal,
    caller,
    troubles,
    bus,
    soon,
    start,
    pass: async (ms) => {
      await time.run(time.now() + ms);
    },
    ask: async (address, command, wish = {}) =>
      await soon(caller.ask(address, command, { principal: "usr_ada", ...wish })),
    purse: (address) => {
      const row = database.tables.agents.get(address);
      return row === undefined ? undefined : decode<Purse>(row.state);
    },
  };
}

async function untilThere<Value>(time: SeededTime, promise: Promise<Value>): Promise<Value> {
  const there = { is: false };
  const settled = promise.finally(() => {
    there.is = true;
  });
  // The failure is the spec's to see, at the end of this function.
  settled.catch(() => {});
  await time.run(() => there.is, time.now() + 60_000);
  return await settled;
}

type Stage = Pick<Play, "time" | "database" | "bus" | "troubles" | "soon">;

function openStart({ time, database, bus, troubles, soon }: Stage): Play["start"] {
  return async (name, { journalFaults, busFaults, between, ...options } = {}) => {
    const world = time.worldOf(name);
    const faults = journalFaults === undefined ? {} : { faults: journalFaults };
    const journal = openMemoryJournal(database, { world, ...faults });
    const node = startNode({
      world,
      journal: between?.(journal, world) ?? journal,
      bus: bus(world, busFaults),
      roles: [purseRole],
      node: name,
      observe: {
        trouble: ({ what, error }) => troubles.push(`${name} ${what} ${String(error)}`),
      },
      ...options,
    });
    return await soon(node);
  };
}
