import { type Id, type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { RevokedWhy } from "./tables.ts";

/**
 * Ends every session of an account, or those that speak for one organization, but for one
 * session that may stay; says which.
 */
export async function revokeAll(
  db: Kysely<Schema>,
  {
    user,
    why,
    now,
    keep,
    organization,
  }: {
    readonly user: Id<"usr">;
    readonly why: RevokedWhy;
    readonly now: Instant;
    readonly keep?: Id<"fam">;
    readonly organization?: Id<"org">;
  },
): Promise<readonly Id<"fam">[]> {
  let families = db
    .updateTable("refresh_families")
    .set({ revoked_at: toIso(now), revoked_why: why })
    .where("user_id", "=", user)
    .where("revoked_at", "is", null);
  if (keep !== undefined) families = families.where("id", "!=", keep);
  if (organization !== undefined) families = families.where("organization", "=", organization);
  const ended = await families.returning("id").execute();
  return ended.map(({ id }) => id);
}
