import type { Address, Json } from "@msafara/runtime";
import type { ColumnType, Generated } from "kysely";
import type { IdentityTables } from "../identity/tables.ts";
import type { MarketTables } from "../market/tables.ts";

/** An instant: milliseconds to us, timestamptz to the database, which reads ISO 8601. */
type At = ColumnType<number, string, string>;

/** The tables that are asked by Kysely; everything else goes through functions of the database. */
export interface Schema extends IdentityTables, MarketTables {
  nodes: { incarnation: string; node: string; release: number; lease_until: At };
  partitions: { partition: number; owner: string | null; epoch: number; min_release: number };
  agents: {
    partition: number;
    address: Address;
    version: number;
    schema: number;
    phase: string;
    turned_at: At;
    state: Uint8Array;
    heads: Uint8Array;
  };
  messages: { partition: number; receiver: Address; seq: number; at: At };
  events: {
    address: Address;
    version: number;
    n: number;
    kind: string;
    schema: number;
    body: Uint8Array;
    at: At;
  };
  timers: {
    partition: number;
    address: Address;
    name: string;
    due: At;
    generation: number;
    body: Uint8Array;
  };
  quarantine: {
    id: string;
    address: Address;
    seq: number | null;
    sender: string;
    kind: string;
    body: Uint8Array;
    trace: string;
    error: string;
    stack: string;
    attempt: number;
    at: At;
  };
  live: {
    topic: Address;
    audience: string;
    seq: number;
    name: string;
    body: Uint8Array;
    at: At;
  };
  settings: {
    role: string;
    settings: ColumnType<Readonly<Record<string, Json>>, string, string>;
    set_by: string;
    set_at: Generated<At>;
  };
}
