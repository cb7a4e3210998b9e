import { openRedisBus } from "@msafara/bus";
import { openTestDatabase, openTestRedis } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import {
  type AskOptions,
  type Bus,
  type Caller,
  type Node,
  type NodeOptions,
  openCaller,
  startNode,
} from "@msafara/runtime";
import {
  type Asked,
  type BankCall,
  type BankEntry,
  gatherEvidence,
  passJudgement,
  type ToyCommand,
  toyRoles,
} from "@msafara/sim";
import { type JournalOptions, openJournal, type OpenJournal } from "@msafara/store";
import { addToyViews } from "./add-toy-views.ts";
import type { NodeOrders } from "./node-orders.ts";
import { type Look, openLook } from "./open-look.ts";
import { type NodeProcess, spawnNode } from "./spawn-node.ts";
import { takeInventory } from "./take-inventory.ts";
import { until } from "./until.ts";

/** What a node complained about. */
export interface Trouble {
  readonly node: string;
  readonly what: string;
  readonly error: unknown;
}

/** A database and a Redis for one spec, and whoever plays on them. Everybody leaves with it. */
export interface Stage {
  readonly postgresUrl: string;
  readonly redisUrl: string;
  /** Stands before every channel of this stage. */
  readonly prefix: string;
  readonly look: Look;
  readonly troubles: Trouble[];
  /** Sizes of the batches that nodes of this process have committed. */
  readonly batches: { readonly turns: number; readonly ms: number }[];
  readonly openJournal: (options?: Partial<JournalOptions>) => OpenJournal;
  readonly openBus: () => Promise<Bus>;
  /** A node of this process, for what needs no death. */
  readonly startNode: (name: string, options?: Partial<NodeOptions>) => Promise<Node>;
  /** A node in a process of its own, which hosts agents when this returns. */
  readonly spawnNode: (name: string, orders?: Partial<NodeOrders>) => Promise<NodeProcess>;
  readonly openCaller: (bus?: Bus) => Promise<Caller>;
  /** Asks until the answer is one that is kept, always with the same key, and notes every answer. */
  readonly insist: (caller: Caller, errand: Errand, wish?: Partial<AskOptions>) => Promise<Asked>;
  readonly asked: Asked[];
  /** Nothing is left to do in the database. */
  readonly rest: (withinMs?: number) => Promise<void>;
  /** What the judges of the simulation say of this database. */
  readonly judge: (bank?: Books) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface Errand {
  readonly address: Asked["address"];
  readonly command: ToyCommand;
}

interface Books {
  readonly book: readonly BankEntry[];
  readonly calls: readonly BankCall[];
}

const PRINCIPAL = "usr_ada";
const RETRY_MS = 50;
const REST_MS = 30_000;

/** Sets a stage for one spec. */
export async function openStage(): Promise<Stage> {
  const world = realWorld();
  const database = await openTestDatabase();
  const redis = await openTestRedis();
  await addToyViews(database.url);
  const look = openLook(database.url);
  const closers: (() => Promise<unknown>)[] = [database.close, redis.close, look.close];
  const troubles: Trouble[] = [];
  const batches: { turns: number; ms: number }[] = [];
  const asked: Asked[] = [];

  function journal(options: Partial<JournalOptions> = {}): OpenJournal {
    const opened = openJournal({ connectionString: database.url, world, ...options });
    closers.push(opened.close);
    return opened;
  }

  async function bus(): Promise<Bus> {
    const opened = await openRedisBus({ url: redis.url, world, prefix: redis.prefix });
    closers.push(opened.close);
    return opened;
  }

  async function rest(withinMs = REST_MS): Promise<void> {
    await until("nothing is left to do", () => isAtRest(look), { withinMs });
  }

  return {
    ...{
      postgresUrl: database.url,
      redisUrl: redis.url,
      prefix: redis.prefix,
      look,
      troubles,
      batches,
      asked,
      rest,
    },
    openJournal: journal,
    openBus: bus,
    startNode: async (name, options = {}) => {
      const node = await startNode({
        ...{ world, node: name, roles: toyRoles, release: 2 },
        ...options,
        journal: options.journal ?? journal(),
        bus: options.bus ?? (await bus()),
        observe: {
          trouble: ({ what, error }) => troubles.push({ node: name, what, error }),
          batch: (batch) => batches.push(batch),
        },
      });
      closers.push(node.stop);
      return node;
    },
    spawnNode: async (name, orders = {}) => {
      const defaults = { postgresUrl: database.url, redisUrl: redis.url, prefix: redis.prefix };
      const rest = { bankUrl: "", release: 2, claimMs: 5_000 } as const;
      const node = spawnNode({ orders: { name, ...defaults, ...rest, ...orders } });
      closers.push(async () => {
        node.kill("SIGCONT");
        node.kill("SIGKILL");
        await node.ended;
      });
      const hosts = () => (node.stats()?.stats.partitions ?? 0) > 0;
      await until(`${name} hosts agents`, hosts, { withinMs: REST_MS });
      return node;
    },
    openCaller: async (given) => {
      const caller = await openCaller({ world, journal: journal(), bus: given ?? (await bus()) });
      closers.push(caller.close);
      return caller;
    },
    insist: async (caller, { address, command }, wish = {}) => {
      for (;;) {
        const given = { principal: PRINCIPAL, key: command.order, timeoutMs: 2_000, ...wish };
        const answer = await caller.ask(address, command, given);
        const { principal, key } = given;
        const entry = { address, command, principal, key, answer };
        asked.push(entry);
        if (answer.status !== "unavailable") return entry;
        await world.sleep(RETRY_MS);
      }
    },
    judge: async (books = { book: [], calls: [] }) => {
      const inventory = await takeInventory(database.url);
      return passJudgement(gatherEvidence({ inventory, roles: toyRoles, asked, bank: books }));
    },
    close: async () => {
      for (let end = closers.pop(); end !== undefined; end = closers.pop()) await end();
    },
  };
}

async function isAtRest(look: Look): Promise<boolean> {
  const [left] = await look.ask<{ left: number }>(
    `SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM timers)
          + (SELECT count(*) FROM effects) AS left`,
  );
  return left?.left === 0;
}
