import { type Id, type Instant, type Refusal, refuse, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";
import { revokeAll } from "./revoke-all.ts";

/** Sets a password for whoever has just shown the old one, and ends all their other sessions. */
export async function changePassword(
  db: Kysely<Schema>,
  {
    user,
    from,
    to,
    keep,
    now,
  }: {
    readonly user: Id<"usr">;
    /** The hash that the old password was held against. */
    readonly from: string;
    readonly to: string;
    readonly keep: Id<"fam">;
    readonly now: Instant;
  },
): Promise<{ readonly sessionsEnded: readonly Id<"fam">[] } | Refusal<"credentials-wrong">> {
  return await together(db, async (tx) => {
    const changed = await tx
      .updateTable("users")
      .set({ password: to, password_set_at: toIso(now) })
      .where("id", "=", user)
      .where("password", "=", from)
      .returning("id")
      .executeTakeFirst();
    if (changed === undefined) return refuse("credentials-wrong");
    return { sessionsEnded: await revokeAll(tx, { user, why: "password", now, keep }) };
  });
}
