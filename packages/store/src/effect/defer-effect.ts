import type { EffectPort } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Gives a claim back, to be claimed again after a while; `false` when it is no longer ours. */
export async function deferEffect(
  db: Kysely<Schema>,
  { id, claim, waitMs }: Parameters<EffectPort["deferEffect"]>[0],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE effects
       SET claim = NULL, holder = NULL,
           due = clock_timestamp() + ${waitMs}::float8 * interval '1 millisecond'
     WHERE id = ${id} AND claim = ${claim}`.execute(db);
  return numAffectedRows === 1n;
}
