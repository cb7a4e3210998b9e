import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";

/** A session as its owner recognises it. */
export interface OpenSession {
  readonly family: Id<"fam">;
  readonly device: string | null;
  readonly address: string | null;
  readonly openedAt: Instant;
  readonly usedAt: Instant;
  readonly endsAt: Instant;
}

/** Somebody's sessions that still live, newest first, from before one on. */
export async function listSessions(
  db: Kysely<Schema>,
  {
    user,
    before,
    limit,
    now,
  }: {
    readonly user: Id<"usr">;
    readonly before?: Id<"fam">;
    readonly limit: number;
    readonly now: Instant;
  },
): Promise<readonly OpenSession[]> {
  let families = db
    .selectFrom("refresh_families")
    .select(["id", "device", "address", "opened_at", "used_at", "ends_at"])
    .where("user_id", "=", user)
    .where("revoked_at", "is", null)
    .where("ends_at", ">", instant(now))
    .orderBy("id", "desc")
    .limit(limit);
  if (before !== undefined) families = families.where("id", "<", before);
  const rows = await families.execute();
  return rows.map(({ id, device, address, opened_at, used_at, ends_at }) => ({
    family: id,
    device,
    address,
    openedAt: opened_at,
    usedAt: used_at,
    endsAt: ends_at,
  }));
}
