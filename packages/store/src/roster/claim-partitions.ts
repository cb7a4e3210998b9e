import type { RosterPort } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { partitionList } from "../connection/sql.ts";

/** Takes what nobody owns, and says what that was. */
export async function claimPartitions(
  db: Kysely<Schema>,
  { incarnation, partitions }: Parameters<RosterPort["claim"]>[0],
): Promise<readonly number[]> {
  const { rows } = await sql<{ partition: number }>`
    SELECT partition FROM claim_partitions_v1(${incarnation}, ${partitionList(partitions)})
      AS taken (partition) ORDER BY partition`.execute(db);
  return rows.map(({ partition }) => partition);
}
