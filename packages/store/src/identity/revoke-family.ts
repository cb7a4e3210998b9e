import { type Id, type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { RevokedWhy } from "./tables.ts";

/** Ends one session of its owner; `false` when it is not theirs or had ended. */
export async function revokeFamily(
  db: Kysely<Schema>,
  {
    user,
    family,
    why,
    now,
  }: {
    readonly user: Id<"usr">;
    readonly family: Id<"fam">;
    readonly why: RevokedWhy;
    readonly now: Instant;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("refresh_families")
    .set({ revoked_at: toIso(now), revoked_why: why })
    .where("id", "=", family)
    .where("user_id", "=", user)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
