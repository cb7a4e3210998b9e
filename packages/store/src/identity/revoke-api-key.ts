import { type Id, type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Ends a key for good; `false` when there is none or it had ended. */
export async function revokeApiKey(
  db: Kysely<Schema>,
  { id, by, now }: { readonly id: Id<"key">; readonly by: Id<"usr">; readonly now: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("api_keys")
    .set({ revoked_at: toIso(now), revoked_by: by })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
