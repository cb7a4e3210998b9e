import type { Owned } from "@msafara/runtime";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Who owns what. */
export async function readPlacement(db: Kysely<Schema>): Promise<readonly Owned[]> {
  return await db
    .selectFrom("partitions")
    .select(["partition", "owner", "epoch", "min_release as minRelease"])
    .orderBy("partition")
    .execute();
}
