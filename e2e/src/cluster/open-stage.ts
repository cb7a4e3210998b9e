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
  toyRoles,
} from "@msafara/sim";
import { type JournalOptions, openJournal, type OpenJournal } from "@msafara/store";
import { addToyViews } from "./add-toy-views.ts";
import { isAtRest } from "./is-at-rest.ts";
import type { NodeOrders } from "./node-orders.ts";
import { type Look, openLook } from "./open-look.ts";
import { type NodeProcess, spawnNode } from "./spawn-node.ts";
import { takeInventory } from "./take-inventory.ts";
import { until } from "./until.ts";

/** What a node complained about. */
interface Trouble {
  readonly node: string;
  readonly what: string;
  readonly error: unknown;
}

/** A database and a Redis for one spec, and whoever plays on them. Everybody leaves with it. */
export interface Stage extends Place {
  readonly look: Look;
  readonly troubles: readonly Trouble[];
  /** What nodes of this process have committed, batch by batch. */
  readonly batches: readonly { readonly turns: number; readonly ms: number }[];
  readonly asked: Asked[];
  readonly openJournal: (options?: Partial<JournalOptions>) => OpenJournal;
  readonly openBus: () => Promise<Bus>;
  /** A node of this process, for what needs no death. */
  readonly startNode: (name: string, options?: Partial<NodeOptions>) => Promise<Node>;
  /** A node in a process of its own, which hosts agents when this returns. */
  readonly spawnNode: (name: string, orders?: Partial<NodeOrders>) => Promise<NodeProcess>;
  readonly openCaller: (bus?: Bus) => Promise<Caller>;
  /** Asks until the answer is one that is kept, always with the same key, and notes every answer. */
  readonly insist: (
    caller: Caller,
    errand: Pick<Asked, "address" | "command">,
    wish?: Partial<AskOptions>,
  ) => Promise<Asked>;
  /** Waits until nothing is left to do in the database. */
  readonly rest: (withinMs?: number) => Promise<void>;
  /** What the judges of the simulation say of this database. */
  readonly judge: (books?: Books) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Where a stage lies. */
interface Place {
  readonly postgresUrl: string;
  readonly redisUrl: string;
  /** Stands before every channel of this stage. */
  readonly prefix: string;
}

interface Books {
  readonly book: readonly BankEntry[];
  readonly calls: readonly BankCall[];
}

/** Ends what was opened, the last first. */
type Closers = (() => Promise<unknown>)[];

const PRINCIPAL = "usr_ada";
const TIMEOUT_MS = 2_000;
const RETRY_MS = 50;
const REST_MS = 30_000;
const NO_BOOKS: Books = { book: [], calls: [] };

/** Sets a stage for one spec. */
export async function openStage(): Promise<Stage> {
  const database = await openTestDatabase();
  const redis = await openTestRedis();
  await addToyViews(database.url);
  const look = openLook(database.url);
  const closers: Closers = [database.close, redis.close, look.close];
  const place = { postgresUrl: database.url, redisUrl: redis.url, prefix: redis.prefix };
  const lines = openLines(place, closers);
  const asked: Asked[] = [];
  return {
    ...place,
    ...lines,
    ...openHosts(place, lines, closers),
    look,
    asked,
    openCaller: async (bus) => {
      const journal = lines.openJournal();
      const opened = bus ?? (await lines.openBus());
      const caller = await openCaller({ world: realWorld(), journal, bus: opened });
      closers.push(caller.close);
      return caller;
    },
    insist: async (caller, errand, wish) => {
      const entries = await insist(caller, errand, wish);
      asked.push(...entries);
      return entries.at(-1)!;
    },
    rest: async (withinMs = REST_MS) => {
      await until("nothing is left to do", () => isAtRest(look), { withinMs });
    },
    judge: async (bank = NO_BOOKS) => {
      const inventory = await takeInventory(database.url);
      return passJudgement(gatherEvidence({ inventory, roles: toyRoles, asked, bank }));
    },
    close: async () => {
      for (let end = closers.pop(); end !== undefined; end = closers.pop()) await end();
    },
  };
}

type Lines = Pick<Stage, "openJournal" | "openBus">;

function openLines({ postgresUrl, redisUrl, prefix }: Place, closers: Closers): Lines {
  const world = realWorld();
  return {
    openJournal: (options = {}) => {
      const journal = openJournal({ connectionString: postgresUrl, world, ...options });
      closers.push(journal.close);
      return journal;
    },
    openBus: async () => {
      const bus = await openRedisBus({ url: redisUrl, world, prefix });
      closers.push(bus.close);
      return bus;
    },
  };
}

function openHosts(
  place: Place,
  { openJournal: journal, openBus }: Lines,
  closers: Closers,
): Pick<Stage, "startNode" | "spawnNode" | "troubles" | "batches"> {
  const troubles: Trouble[] = [];
  const batches: Stage["batches"][number][] = [];
  return {
    troubles,
    batches,
    startNode: async (name, options = {}) => {
      const node = await startNode({
        world: realWorld(),
        node: name,
        roles: toyRoles,
        release: 2,
        ...options,
        journal: options.journal ?? journal(),
        bus: options.bus ?? (await openBus()),
        observe: {
          trouble: ({ what, error }) => troubles.push({ node: name, what, error }),
          batch: (batch) => batches.push(batch),
        },
      });
      closers.push(node.stop);
      return node;
    },
    spawnNode: async (name, orders = {}) => {
      const usual = { bankUrl: "", release: 2, claimMs: 5_000 } as const;
      const node = spawnNode({ orders: { name, ...place, ...usual, ...orders } });
      closers.push(async () => {
        node.kill("SIGCONT");
        node.kill("SIGKILL");
        await node.ended;
      });
      const hosts = () => (node.stats()?.stats.partitions ?? 0) > 0;
      await until(`${name} hosts agents`, hosts, { withinMs: REST_MS });
      return node;
    },
  };
}

async function insist(
  caller: Caller,
  { address, command }: Pick<Asked, "address" | "command">,
  wish: Partial<AskOptions> = {},
): Promise<readonly Asked[]> {
  const given = { principal: PRINCIPAL, key: command.order, timeoutMs: TIMEOUT_MS, ...wish };
  const { principal, key } = given;
  const entries: Asked[] = [];
  for (;;) {
    const answer = await caller.ask(address, command, given);
    entries.push({ address, command, principal, key, answer });
    if (answer.status !== "unavailable") return entries;
    await realWorld().sleep(RETRY_MS);
  }
}
