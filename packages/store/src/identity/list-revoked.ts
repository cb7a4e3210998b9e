import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";

/** A session that was ended before its time, and when. */
export interface Revoked {
  readonly family: Id<"fam">;
  readonly at: Instant;
}

/** Sessions that were ended after one, or after an instant, the oldest first. */
export async function listRevoked(
  db: Kysely<Schema>,
  {
    after,
    limit,
  }: {
    readonly after: { readonly at: Instant; readonly family?: Id<"fam"> };
    readonly limit: number;
  },
): Promise<readonly Revoked[]> {
  const rows = await db
    .selectFrom("refresh_families")
    .select(["id", "revoked_at"])
    .where("revoked_at", "is not", null)
    .where((eb) =>
      eb(
        eb.refTuple("revoked_at", "id"),
        ">",
        eb.tuple(instant(after.at), after.family ?? LAST_FAMILY),
      ),
    )
    .orderBy("revoked_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.flatMap(({ id: family, revoked_at: at }) => (at === null ? [] : [{ family, at }]));
}

/** After all sessions of the same instant. */
const LAST_FAMILY: Id<"fam"> = "fam_~";
