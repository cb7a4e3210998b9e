import type { Address, Journal } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { partitionList } from "../connection/sql.ts";

/** Receivers with mail, by address. */
export async function listWaiting(
  db: Kysely<Schema>,
  { partitions, after, limit }: Parameters<Journal["waiting"]>[0],
): Promise<readonly Address[]> {
  const { rows } = await sql<{ receiver: Address }>`
    SELECT receiver FROM list_waiting_v1(${partitionList(partitions)}, ${after ?? ""}, ${limit})
      AS waiting (receiver) ORDER BY receiver COLLATE "C"`.execute(db);
  return rows.map(({ receiver }) => receiver);
}
