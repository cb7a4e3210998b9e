import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** The sealed secret of somebody's second factor, on or about to be. */
export async function findSecondFactor(
  db: Kysely<Schema>,
  user: Id<"usr">,
): Promise<{ readonly secret: string; readonly confirmedAt: Instant | null } | undefined> {
  const row = await db
    .selectFrom("second_factors")
    .select(["secret", "confirmed_at"])
    .where("user_id", "=", user)
    .executeTakeFirst();
  return row && { secret: row.secret, confirmedAt: row.confirmed_at };
}
