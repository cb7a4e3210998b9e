import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Puts another hash in the place of the one that was read; `false` when somebody was faster. */
export async function upgradePassword(
  db: Kysely<Schema>,
  { user, from, to }: { readonly user: Id<"usr">; readonly from: string; readonly to: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("users")
    .set({ password: to })
    .where("id", "=", user)
    .where("password", "=", from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
