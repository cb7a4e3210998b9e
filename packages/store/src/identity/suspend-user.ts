import { type Id, type Instant, type Refusal, refuse, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";
import { revokeAll } from "./revoke-all.ts";

/** How an account stands now, and which of its sessions ended with it. */
export interface Suspended {
  readonly suspended: boolean;
  readonly sessionsEnded: readonly Id<"fam">[];
}

/** Shuts an account out, at once with all its sessions; `lift` lets it in again. */
export async function suspendUser(
  db: Kysely<Schema>,
  {
    user,
    now,
    lift = false,
  }: {
    readonly user: Id<"usr">;
    readonly now: Instant;
    readonly lift?: boolean;
  },
): Promise<Suspended | Refusal<"user-unknown">> {
  return await together(db, async (tx) => {
    const found = await tx
      .updateTable("users")
      .set({ suspended_at: lift ? null : toIso(now) })
      .where("id", "=", user)
      .where("erased_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (found === undefined) return refuse("user-unknown");
    if (lift) return { suspended: false, sessionsEnded: [] };
    const sessionsEnded = await revokeAll(tx, { user, why: "suspended", now });
    return { suspended: true, sessionsEnded };
  });
}
