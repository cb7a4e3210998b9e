import type { Address, StoredAgent } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { partitionsOf, texts } from "../connection/sql.ts";

/** States of those that exist. */
export async function readStates(
  db: Kysely<Schema>,
  addresses: readonly Address[],
): Promise<readonly StoredAgent[]> {
  if (addresses.length === 0) return [];
  const { rows } = await sql<StoredAgent>`
    SELECT a.address, a.version, a.schema, a.phase, a.turned_at AS "turnedAt", a.state, a.heads
      FROM (SELECT DISTINCT partition, address
              FROM unnest(${partitionsOf(addresses)}, ${texts(addresses)}) AS asked (partition, address)
           ) w
     CROSS JOIN LATERAL (
           SELECT address, version, schema, phase, turned_at, state, heads FROM agents
            WHERE partition = w.partition AND address = w.address OFFSET 0) a`.execute(db);
  return rows;
}
