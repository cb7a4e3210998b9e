import { type Id, type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import { KEY_KEPT_MS } from "./list-api-keys.ts";

/** A key whose maker should be told to replace it. */
export interface OldKey {
  readonly id: Id<"key">;
  readonly name: string;
  readonly prefix: string;
  readonly createdBy: Id<"usr">;
}

/** Keys that have turned ninety days old, each told once, whoever else asks at the same time. */
export async function remindOfKeys(
  db: Kysely<Schema>,
  { limit, now }: { readonly limit: number; readonly now: Instant },
): Promise<readonly OldKey[]> {
  const rows = await db
    .updateTable("api_keys")
    .set({ reminded_at: toIso(now) })
    .where("id", "in", (eb) =>
      eb
        .selectFrom("api_keys")
        .select("id")
        .where("revoked_at", "is", null)
        .where("reminded_at", "is", null)
        .where("created_at", "<=", instant(now - KEY_KEPT_MS))
        .orderBy("created_at")
        .orderBy("id")
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(["id", "name", "prefix", "created_by"])
    .execute();
  return rows
    .map(({ id, name, prefix, created_by: createdBy }) => ({ id, name, prefix, createdBy }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
