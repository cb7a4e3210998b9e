import { assert, type Instant, type World } from "@msafara/kernel";
import { type Address, PARTITIONS } from "../address.ts";
import type { Json } from "../body.ts";
import type { EventRow, LiveRow, QuarantineRow, ReceiptClaim, ViewWrite } from "../ports/batch.ts";
import type { Member, Owned, StoredAgent } from "../ports/journal.ts";
import { type EffectTable, openEffectTable } from "./effect-table.ts";
import { type MailTable, openMailTable } from "./mail-table.ts";
import { seededDice, shuffle } from "./seeded-dice.ts";
import { openTimerTable, type TimerTable } from "./timer-table.ts";
import { openTransactions, type Transactions } from "./transactions.ts";

/** What a column of a view may hold. `integer` is one of 32 bits, as PostgreSQL understands it. */
export type ViewColumn = "text" | "integer" | "bigint" | "double" | "boolean" | "json";

/** Columns of views by name. */
export type ViewShapes = Readonly<Record<string, Readonly<Record<string, ViewColumn>>>>;

/** A node's row. */
export interface NodeRow extends Member {
  leaseUntil: Instant;
}

/** A receipt as the table keeps it. */
export interface ReceiptRow extends ReceiptClaim {
  readonly at: Instant;
  answer: Uint8Array | undefined;
}

/** Settings of one role, and who set them. */
export interface SettingsRow {
  readonly settings: Readonly<Record<string, Json>>;
  readonly by: string;
  readonly at: Instant;
}

/** Everything that is committed. */
export interface MemoryTables {
  readonly nodes: Map<string, NodeRow>;
  readonly partitions: Owned[];
  readonly agents: Map<Address, StoredAgent>;
  readonly mail: MailTable;
  readonly timers: TimerTable;
  readonly effects: EffectTable;
  readonly events: Map<Address, EventRow[]>;
  /** By principal and key, see `receiptId`. */
  readonly receipts: Map<string, ReceiptRow>;
  readonly quarantine: Map<string, QuarantineRow>;
  /** Rows of a view by their key. */
  readonly views: Map<string, Map<string, ViewWrite>>;
  /** By topic and audience, see `liveId`; gapless. */
  readonly live: Map<string, LiveRow[]>;
  readonly settings: Map<string, SettingsRow>;
  readonly suspects: Map<Address, Map<string, string>>;
}

/**
 * A database that several nodes share, each over a journal of its own. Judges may read the tables;
 * only journals write.
 */
export interface MemoryDatabase {
  /** The database's own machine: its clock is the one that leases and timers go by. */
  readonly world: World;
  readonly tables: MemoryTables;
  readonly transactions: Transactions;
  /** Absent: a view may have any columns. */
  readonly views: ViewShapes | undefined;
  /** The database's time, which never runs backwards. */
  readonly now: () => Instant;
  /** For rows that have no order. */
  readonly shuffled: <Row>(rows: Iterable<Row>) => Row[];
}

/** Creates an empty database. */
export function openMemoryDatabase({
  world,
  views,
}: {
  readonly world: World;
  readonly views?: ViewShapes;
}): MemoryDatabase {
  let latest = 0;
  // One draw of the world's begins a stream of our own: whole tables are shuffled at every heartbeat.
  const order = seededDice(String(world.dice("database.order")));
  return {
    world,
    views,
    tables: emptyTables(),
    transactions: openTransactions(),
    now: () => (latest = Math.max(latest, world.now())),
    shuffled: (rows) => shuffle([...rows], order),
  };
}

/** The key of a receipt. */
export function receiptId({
  principal,
  key,
}: {
  readonly principal: string;
  readonly key: string;
}): string {
  return `${principal}\n${key}`;
}

/** The key of a live sequence. */
export function liveId({
  topic,
  audience,
}: {
  readonly topic: Address;
  readonly audience: string;
}): string {
  return `${topic}\n${audience}`;
}

/** Bytes that nobody else holds. */
export function copyBytes(bytes: Uint8Array): Uint8Array {
  assert(bytes instanceof Uint8Array, "bodies pass as bytes");
  return bytes.slice();
}

function emptyTables(): MemoryTables {
  return {
    nodes: new Map(),
    partitions: Array.from({ length: PARTITIONS }, (_, partition) => ({
      partition,
      owner: null,
      epoch: 0,
      minRelease: 0,
    })),
    agents: new Map(),
    mail: openMailTable(),
    timers: openTimerTable(),
    effects: openEffectTable(),
    events: new Map(),
    receipts: new Map(),
    quarantine: new Map(),
    views: new Map(),
    live: new Map(),
    settings: new Map(),
    suspects: new Map(),
  };
}
