import type { Instant } from "@msafara/kernel";
import type { Address } from "../address.ts";
import type { Json } from "../body.ts";

/** A message on its way into a mailbox; the commit gives it its number. */
export interface NewMail {
  readonly receiver: Address;
  /** An address, `effect:<id>` or `operator:<who>`. */
  readonly sender: string;
  readonly kind: string;
  readonly body: Uint8Array;
  /** The write version under which it was written. */
  readonly release: number;
  /** How many messages ago the command or timer lies that began it all. */
  readonly depth: number;
  readonly trace: string;
}

/** A message as it lies in its receiver's mailbox, ordered by `seq`. */
export interface Mail extends NewMail {
  readonly seq: number;
}

/** One agent's new state, v → v+k for the k turns it had in the batch. */
export interface AgentWrite {
  readonly address: Address;
  /** The version this state was built on; 0 for an agent that does not exist yet. */
  readonly expected: number;
  /** Equal to `expected` where nothing changed: then only the version is checked. */
  readonly version: number;
  readonly schema: number;
  readonly phase: string;
  /** The agent's own clock: the `now` of its last turn. */
  readonly turnedAt: Instant;
  readonly state: Uint8Array;
  /** The last `seq` of each audience of its topic, as canonical bytes of a record. */
  readonly heads: Uint8Array;
}

/** One event of an agent, as its history keeps it. */
export interface EventRow {
  readonly address: Address;
  /** The agent's version after the turn that this event belongs to. */
  readonly version: number;
  /** The place within the turn, from 0. */
  readonly n: number;
  readonly kind: string;
  readonly schema: number;
  readonly body: Uint8Array;
  readonly at: Instant;
}

/** A timer that is set: what comes back, when, and which setting it was. */
export interface TimerRow {
  readonly address: Address;
  readonly name: string;
  readonly due: Instant;
  /** The agent's version when it was set: a timer set anew is another timer. */
  readonly generation: number;
  readonly body: Uint8Array;
}

/** Something the outside world is asked to do. */
export interface NewEffect {
  /** Random and stored: the idempotency key that the vendor sees. */
  readonly id: string;
  readonly address: Address;
  readonly lane: string;
  readonly kind: string;
  readonly body: Uint8Array;
  readonly trace: string;
}

/** A row of a read model, written by the one agent it belongs to. */
export interface ViewWrite {
  readonly view: string;
  readonly key: string;
  readonly address: Address;
  readonly version: number;
  /** Column values by name; `null` removes the row. */
  readonly row: Readonly<Record<string, Json>> | null;
}

/** A live event, kept for readers who come back. */
export interface LiveRow {
  readonly topic: Address;
  readonly audience: string;
  /** Gapless per (topic, audience), from 1. */
  readonly seq: number;
  readonly name: string;
  readonly body: Uint8Array;
  readonly at: Instant;
}

/** A message that was tried twice and threw twice. */
export interface QuarantineRow {
  readonly id: string;
  readonly address: Address;
  /** The mailbox number it had; absent for a command or a timer. */
  readonly seq?: number;
  readonly sender: string;
  readonly kind: string;
  readonly body: Uint8Array;
  readonly trace: string;
  readonly error: string;
  readonly stack: string;
  readonly attempt: number;
  readonly at: Instant;
}

/** Whose command it was, and the key under which its answer is kept. */
export interface ReceiptKey {
  readonly principal: string;
  readonly key: string;
}

/** What a key stands for: one command to one agent. */
export interface ReceiptClaim extends ReceiptKey {
  readonly bodyHash: string;
  readonly address: Address;
}

/** An answer with the command it is for. Its commit claims the key, unless that was done before. */
export interface AnswerRow extends ReceiptClaim {
  readonly answer: Uint8Array;
}

/**
 * Everything that many turns write, in one transaction. Rows come sorted by nothing: the journal
 * sorts every write by key, since two nodes that write into each other's mailboxes would deadlock.
 * Each agent, timer and view row stands in it once at most: what several turns did to it is netted. A
 * timer that is both cancelled and set is set.
 */
export interface Batch {
  readonly agents: readonly AgentWrite[];
  readonly consumed: readonly { readonly receiver: Address; readonly seq: number }[];
  readonly fired: readonly {
    readonly address: Address;
    readonly name: string;
    readonly generation: number;
  }[];
  readonly answers: readonly AnswerRow[];
  readonly events: readonly EventRow[];
  /** In the order sent; their numbers grow in this order. */
  readonly mail: readonly NewMail[];
  readonly timers: readonly TimerRow[];
  readonly cancelled: readonly { readonly address: Address; readonly name: string }[];
  readonly effects: readonly NewEffect[];
  readonly views: readonly ViewWrite[];
  readonly live: readonly LiveRow[];
  readonly quarantined: readonly QuarantineRow[];
}
