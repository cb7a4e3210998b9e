import type { Address } from "../address.ts";

/** Ends a subscription. Afterwards the listener is not called again. */
export type Stop = () => Promise<void>;

/** Tells a node that mail waits. A ring may be lost, late or doubled; the sweep finds what nobody rang for. */
export interface Doorbell {
  /** Never waits for the listener, and never rejects: a bell that fails is a bell that was not heard. */
  readonly ring: (incarnation: string, addresses: readonly Address[]) => void;
  readonly listen: (
    incarnation: string,
    heard: (addresses: readonly Address[]) => void,
  ) => Promise<Stop>;
}

/** Carries commands to the node that owns an agent, and the answer back. */
export interface Switchboard {
  readonly serve: (
    incarnation: string,
    answer: (frame: Uint8Array) => Promise<Uint8Array>,
  ) => Promise<Stop>;
  /** Rejects with a retryable `Fault` when no answer came in time: then nobody knows whether it was heard. */
  readonly call: (incarnation: string, frame: Uint8Array, timeoutMs: number) => Promise<Uint8Array>;
}

/** Fan-out to whoever listens right now. Losing a frame is allowed; a reader notices by its `seq`. */
export interface Live {
  readonly publish: (topic: string, frame: Uint8Array) => void;
  readonly subscribe: (topic: string, heard: (frame: Uint8Array) => void) => Promise<Stop>;
}

/** Values that may vanish at any time. */
export interface Cache {
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  readonly set: (key: string, value: Uint8Array, ttlMs: number) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
}

/** Who is there right now: each member of a group renews its place or drops out. */
export interface Presence {
  readonly enter: (group: string, member: string, ttlMs: number) => Promise<void>;
  readonly exit: (group: string, member: string) => Promise<void>;
  readonly members: (group: string) => Promise<readonly string[]>;
}

/** How often something may happen under one key. */
export interface Allowance {
  readonly key: string;
  readonly limit: number;
  readonly windowMs: number;
  /** So many at once, all or none of them; one unless told. */
  readonly count?: number;
}

/** What is left of an allowance after one was taken. */
export interface Taken {
  readonly allowed: boolean;
  readonly left: number;
  /** Until the window is over and everything is there anew. */
  readonly resetMs: number;
}

/**
 * Counts what is done by many programs under one key. A window begins with the first that is taken and
 * has a fixed length, so that a caller can be told to the second when he may go on; the price is that
 * the end of one window and the beginning of the next may follow closely.
 */
export interface Limiter {
  /** Never rejects: while the count cannot be shared, each program counts for itself. */
  readonly take: (allowance: Allowance) => Promise<Taken>;
}

/** A piece of background work. */
export interface Task {
  readonly queue: string;
  /** While a task of this id waits or runs, adding it again does nothing; once it has ended, in whatever way, it may come again. */
  readonly id: string;
  readonly body: Uint8Array;
  readonly delayMs?: number;
}

/** Background work, paced and woken. It may be lost with Redis: whoever adds also sweeps. */
export interface Tasks {
  readonly add: (task: Task) => Promise<void>;
  /** Performs tasks, at most `concurrency` at a time; one that rejects is not tried again here. */
  readonly work: (
    queue: string,
    concurrency: number,
    perform: (task: Task) => Promise<void>,
  ) => Promise<Stop>;
}

/** All of it, as one program opens it. */
export interface Bus {
  readonly doorbell: Doorbell;
  readonly switchboard: Switchboard;
  readonly live: Live;
  readonly cache: Cache;
  readonly presence: Presence;
  readonly limiter: Limiter;
  readonly tasks: Tasks;
  readonly close: () => Promise<void>;
}
