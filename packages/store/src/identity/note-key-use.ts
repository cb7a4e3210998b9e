import { type Id, type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";

/** People want to know whether a key is still in use, not to the second. */
const COARSE_MS = 60_000;

/** Notes that a key was used, once a minute at most: a busy service must not make its row hot. */
export async function noteKeyUse(
  db: Kysely<Schema>,
  { id, now }: { readonly id: Id<"key">; readonly now: Instant },
): Promise<void> {
  await db
    .updateTable("api_keys")
    .set({ last_used_at: toIso(now) })
    .where("id", "=", id)
    .where((eb) =>
      eb.or([eb("last_used_at", "is", null), eb("last_used_at", "<=", instant(now - COARSE_MS))]),
    )
    .execute();
}
