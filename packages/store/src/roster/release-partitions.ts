import type { RosterPort } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { partitionList } from "../connection/sql.ts";

/** Gives up what is ours. What a newer node must own stays its own: `minRelease` only rises. */
export async function releasePartitions(
  db: Kysely<Schema>,
  { incarnation, partitions, minRelease = 0 }: Parameters<RosterPort["release"]>[0],
): Promise<void> {
  await sql`
    SELECT free_partitions_v1(${incarnation}, ${partitionList(partitions)}, ${minRelease})
  `.execute(db);
}
