import { type Address, type InspectionPort, partitionOf } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Sends a message anew and clears its row; `false` when the row is gone. */
export async function replayQuarantined(
  db: Kysely<Schema>,
  { id, by }: Parameters<InspectionPort["replayQuarantined"]>[0],
): Promise<boolean> {
  const address = await addressOf(db, id);
  if (address === undefined) return false;
  const { rows } = await sql<{ replayed: boolean }>`
    SELECT replay_quarantined_v1(${id}, ${by}, ${partitionOf(address)}::smallint) AS replayed
  `.execute(db);
  return rows[0]!.replayed;
}

/** Only we know how an address falls into a partition, so it is read before it is written to. */
async function addressOf(db: Kysely<Schema>, id: string): Promise<Address | undefined> {
  const row = await db
    .selectFrom("quarantine")
    .select("address")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.address;
}
