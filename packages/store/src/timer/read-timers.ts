import type { Address, Journal, TimerRow } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant, partitionList, partitionsOf, texts } from "../connection/sql.ts";

/** Timers that fall due, soonest first. */
export async function readTimers(
  db: Kysely<Schema>,
  { partitions, until, after, limit }: Parameters<Journal["timers"]>[0],
): Promise<readonly TimerRow[]> {
  let timers = db
    .selectFrom("timers")
    .select(["address", "name", "due", "generation", "body"])
    .where(sql<boolean>`partition = ANY (${partitionList(partitions)})`)
    // The second half is what the index of timers that fall due asks for, and is always true.
    .where(sql<boolean>`due <= ${instant(until)} AND due > '-infinity'`)
    .orderBy("due")
    .orderBy("address")
    .orderBy("name")
    .limit(limit);
  if (after !== undefined) {
    const { due, address, name } = after;
    timers = timers
      .where(sql<boolean>`due >= ${instant(due)}`)
      .where(sql<boolean>`(due, address, name) > (${instant(due)}, ${address}, ${name})`);
  }
  return await timers.execute();
}

/** All timers of some agents. */
export async function readTimersOf(
  db: Kysely<Schema>,
  addresses: readonly Address[],
): Promise<readonly TimerRow[]> {
  if (addresses.length === 0) return [];
  const { rows } = await sql<TimerRow>`
    SELECT t.address, t.name, t.due, t.generation, t.body
      FROM (SELECT DISTINCT partition, address
              FROM unnest(${partitionsOf(addresses)}, ${texts(addresses)}) AS asked (partition, address)
           ) w
     CROSS JOIN LATERAL (
           SELECT address, name, due, generation, body FROM timers
            WHERE partition = w.partition AND address = w.address OFFSET 0) t
     ORDER BY t.address, t.name`.execute(db);
  return rows;
}
