import type { Instant } from "@msafara/kernel";
import { type Address, partitionOf } from "@msafara/runtime";
import { type RawBuilder, sql } from "kysely";
import { packInt2, packText } from "../packed-array.ts";

/** An instant as the database reads it; beyond what counts exactly is beyond all that is stored. */
export function instant(at: Instant): RawBuilder<number> {
  const ms = Math.max(Math.min(at, Number.MAX_SAFE_INTEGER), -Number.MAX_SAFE_INTEGER);
  return sql`(timestamptz 'epoch' + ${ms}::float8 * interval '1 millisecond')`;
}

/** A list of texts, in binary. */
export function texts(values: readonly string[]): RawBuilder<string[]> {
  return sql`${packText(values, (value) => value)}::text[]`;
}

/** A list of partitions, in binary. */
export function partitionList(partitions: readonly number[]): RawBuilder<number[]> {
  return sql`${packInt2(partitions, (partition) => partition)}::smallint[]`;
}

/** The partitions of addresses, one for each. */
export function partitionsOf(addresses: readonly Address[]): RawBuilder<number[]> {
  return sql`${packInt2(addresses, partitionOf)}::smallint[]`;
}

/** The database's time as an instant. */
export const NOW = sql<Instant>`floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;

/** Bytes as a Buffer, the one form that travels in binary. */
export function bytes(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.length);
}
