import { type Id, type Instant, type Refusal, refuse } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { revokeAll } from "./revoke-all.ts";
import { together } from "./together.ts";

/** Who belongs no longer, and which sessions, that spoke for the organization, ended with it. */
export interface Removed {
  readonly removed: Id<"usr">;
  readonly sessionsEnded: readonly Id<"fam">[];
}

/** Ends a membership. The last owner stays, also when two leave at once. */
export async function removeMember(
  db: Kysely<Schema>,
  {
    organization,
    user,
    now,
  }: {
    readonly organization: Id<"org">;
    readonly user: Id<"usr">;
    readonly now: Instant;
  },
): Promise<Removed | Refusal<"member-not-found" | "last-owner">> {
  return await together(db, async (tx) => {
    await tx
      .selectFrom("organizations")
      .select("id")
      .where("id", "=", organization)
      .forUpdate()
      .execute();
    // Read after the lock: whoever left before us is gone.
    const owners = await tx
      .selectFrom("members")
      .select("user_id")
      .where("organization", "=", organization)
      .where("role", "=", "owner")
      .orderBy("user_id")
      .limit(2)
      .execute();
    if (owners.length === 1 && owners[0]?.user_id === user) return refuse("last-owner");
    const { numDeletedRows } = await tx
      .deleteFrom("members")
      .where("organization", "=", organization)
      .where("user_id", "=", user)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return refuse("member-not-found");
    const ended = { user, organization, why: "removed", now } as const;
    return { removed: user, sessionsEnded: await revokeAll(tx, ended) };
  });
}
