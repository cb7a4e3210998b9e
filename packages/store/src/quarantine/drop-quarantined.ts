import type { InspectionPort } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Gives a message up for good; `false` when its row is gone. */
export async function dropQuarantined(
  db: Kysely<Schema>,
  { id, by }: Parameters<InspectionPort["dropQuarantined"]>[0],
): Promise<boolean> {
  const { rows } = await sql<{ dropped: boolean }>`
    SELECT drop_quarantined_v1(${id}, ${by}) AS dropped`.execute(db);
  return rows[0]!.dropped;
}
