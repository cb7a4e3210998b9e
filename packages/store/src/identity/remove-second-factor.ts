import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Turns somebody's second factor off; `false` when there was none. */
export async function removeSecondFactor(db: Kysely<Schema>, user: Id<"usr">): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("second_factors")
    .where("user_id", "=", user)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
