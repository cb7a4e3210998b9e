import type { World } from "@msafara/kernel";
import type { Address } from "../address.ts";
import type { Task } from "../ports/bus.ts";
import { openWindows, type Windows } from "./windows.ts";

/** Somebody who listens, in the world of its own machine. */
export interface Ear<Heard> {
  readonly world: World;

  readonly hear: (heard: Heard) => unknown;
  isStopped: boolean;
  /** The number of the last frame that it heard, where frames are numbered. */
  heardUpTo: number;
}

/** A task from `add` to its end. */
export interface Errand {
  readonly task: Task;
  state: "delayed" | "waiting" | "running" | "retained";
  /** Who runs it. */
  worker: Hand | undefined;
  /** Ends the delay without the task. */
  readonly cancel: AbortController;
  /** Resolves when it is no longer delayed. */
  delayed: Promise<void> | undefined;
}

/** Somebody who works. */
export interface Hand {
  /** Looks for work, in its own world. */
  readonly look: () => void;
  /** When it last showed that it lives, by the broker's ticks. */
  seenAt: number;
}

/** One queue of tasks. */
export interface Queue {
  readonly byId: Map<string, Errand>;
  readonly waiting: Errand[];
  readonly hands: Set<Hand>;
}

/** A value, and until when it is kept by the broker's ticks. */
export interface CachedValue {
  readonly value: Uint8Array;
  readonly until: number;
}

/** The broker in the middle, as Redis is one. Several buses may share it. */
export interface MemoryExchange {
  readonly world: World;
  readonly bells: Map<string, Set<Ear<readonly Address[]>>>;
  readonly servers: Map<string, Ear<Call>>;
  readonly topics: Map<string, Set<Ear<Uint8Array>>>;
  /** How many frames were published so far. */
  published: number;
  readonly cache: Map<string, CachedValue>;
  cachedBytes: number;
  /** Members of a group, and until when they are there. */
  readonly groups: Map<string, Map<string, number>>;
  /** What was taken from which allowance. */
  readonly windows: Windows;
  readonly queues: Map<string, Queue>;
  /** Loses everything that is kept, as FLUSHALL does: tasks, ids, cache, presence. */
  readonly flush: () => void;
}

/** A command on its way to whoever serves. */
export interface Call {
  readonly frame: Uint8Array;
  readonly answered: (answer: Uint8Array) => void;
  readonly failed: (error: unknown) => void;
}

/** A broker that nobody listens to yet. */
export function openMemoryExchange({ world }: { readonly world: World }): MemoryExchange {
  const exchange: MemoryExchange = {
    world,
    bells: new Map(),
    servers: new Map(),
    topics: new Map(),
    published: 0,
    cache: new Map(),
    cachedBytes: 0,
    groups: new Map(),
    windows: openWindows(world),
    queues: new Map(),
    flush: () => {
      exchange.cache.clear();
      exchange.cachedBytes = 0;
      exchange.groups.clear();
      exchange.windows.forget();
      for (const queue of exchange.queues.values()) {
        for (const { cancel } of queue.byId.values()) cancel.abort();
        queue.byId.clear();
        queue.waiting.length = 0;
      }
    },
  };
  return exchange;
}

/** Somebody who has not heard anything yet. */
export function openEar<Heard>(world: World, hear: (heard: Heard) => unknown): Ear<Heard> {
  return { world, hear, isStopped: false, heardUpTo: 0 };
}

/** Adds a listener; the answer takes it out again. */
export function addEar<Heard>(
  ears: Map<string, Set<Ear<Heard>>>,
  name: string,
  ear: Ear<Heard>,
): () => Promise<void> {
  const present = ears.get(name);
  if (present === undefined) ears.set(name, new Set([ear]));
  else present.add(ear);
  return async () => {
    ear.isStopped = true;
    const left = ears.get(name);
    left?.delete(ear);
    if (left?.size === 0) ears.delete(name);
  };
}
