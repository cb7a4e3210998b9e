import { type Id, type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { RevokedWhy } from "./tables.ts";

/** Ends every session of an account, but for one that may stay; says how many. */
export async function revokeAll(
  db: Kysely<Schema>,
  {
    user,
    why,
    now,
    keep,
  }: {
    readonly user: Id<"usr">;
    readonly why: RevokedWhy;
    readonly now: Instant;
    readonly keep?: Id<"fam">;
  },
): Promise<number> {
  let families = db
    .updateTable("refresh_families")
    .set({ revoked_at: toIso(now), revoked_why: why })
    .where("user_id", "=", user)
    .where("revoked_at", "is", null);
  if (keep !== undefined) families = families.where("id", "!=", keep);
  const { numUpdatedRows } = await families.executeTakeFirst();
  return Number(numUpdatedRows);
}
