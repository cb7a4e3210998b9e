import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { openRedisBus } from "@msafara/bus";
import { openRedis } from "@msafara/dev";
import { Fault, type World } from "@msafara/kernel";
import { type Bus, type Caller, type Journal, openCaller } from "@msafara/runtime";
import { openMemoryBus, openMemoryExchange } from "@msafara/runtime/memory";
import { openJournal } from "@msafara/store";
import type { HopOrder, HopWord } from "./hop-child.ts";
import { openHopNode } from "./hop-node.ts";
import type { Ground } from "./open-ground.ts";

const CHILD = join(import.meta.dirname, "hop-child.ts");

/** A member of the cluster, wherever it runs. */
export interface HopMember {
  readonly clear: () => void;
  /** What it measured, in milliseconds. */
  readonly tell: () => Promise<readonly number[]>;
  readonly stop: () => Promise<void>;
}

/** Two nodes on one database, and somebody who asks them. */
export interface HopCluster {
  readonly how: string;
  readonly members: readonly HopMember[];
  readonly caller: Caller;
  readonly journal: Journal;
  readonly close: () => Promise<void>;
}

/** Two processes over a Redis of our own; without one, two nodes in this process over one bus. */
export async function openHopCluster(ground: Ground, name: string): Promise<HopCluster> {
  const url = await ground.openDatabase(name, { migrated: true });
  const { world } = ground;
  const closing = new AsyncDisposableStack();
  const redis = await openRedis({ world, folder: join(ground.folder, "redis") }).catch(
    (error: unknown) => {
      if (error instanceof Fault) return undefined;
      throw error;
    },
  );
  if (redis !== undefined) closing.defer(redis.close);
  const exchange = openMemoryExchange({ world });
  const openBus = async (): Promise<Bus> => {
    if (redis === undefined) return openMemoryBus({ world, exchange });
    return await openRedisBus({ url: redis.url, world, log: () => {} });
  };
  const bus = await openBus();
  closing.defer(bus.close);
  const journal = openJournal({ connectionString: url, world });
  closing.defer(journal.close);
  const members: HopMember[] = [];
  for (const node of ["one", "two"]) {
    const member =
      redis === undefined
        ? await openHere({ world, url, name: node, bus: await openBus() })
        : await openChild([url, redis.url, node]);
    closing.defer(member.stop);
    members.push(member);
  }
  const caller = await openCaller({ world, journal, bus });
  closing.defer(caller.close);
  const how =
    redis === undefined
      ? "two nodes in one process over one bus, since there is no Redis"
      : "two node processes over Redis";
  return { how, members, caller, journal, close: () => closing.disposeAsync() };
}

async function openHere(parts: {
  readonly world: World;
  readonly url: string;
  readonly name: string;
  readonly bus: Bus;
}): Promise<HopMember> {
  const { waits, stop } = await openHopNode(parts);
  return {
    clear: waits.clear,
    tell: async () => waits.all(),
    stop: async () => {
      await stop();
      await parts.bus.close();
    },
  };
}

async function openChild(args: readonly string[]): Promise<HopMember> {
  const child = fork(CHILD, args);
  const order = (word: HopOrder) => child.send(word);
  await wordOf(child);
  return {
    clear: () => void order("clear"),
    tell: async () => {
      const told = wordOf(child);
      order("tell");
      const word = await told;
      return typeof word === "string" ? [] : word.waits;
    },
    stop: async () => {
      const gone = once(child, "exit");
      order("end");
      await gone;
    },
  };
}

async function wordOf(child: ChildProcess): Promise<HopWord> {
  const died = new AbortController();
  const signal = died.signal;
  const onExit = (code: number | null) =>
    died.abort(new Fault(`A node ended: ${code}`, { retry: false }));
  child.once("exit", onExit);
  try {
    const [word]: HopWord[] = await once(child, "message", { signal });
    return word!;
  } finally {
    child.off("exit", onExit);
  }
}
