import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/**
 * Holds the organizations that somebody owns until the transaction ends, so that no other owner of
 * them leaves meanwhile; names one that nobody else owns and others still belong to.
 */
export async function lockOwnedBy(
  tx: Kysely<Schema>,
  user: Id<"usr">,
): Promise<Id<"org"> | undefined> {
  await tx
    .selectFrom("organizations")
    .select("id")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("members")
        .select("organization")
        .where("user_id", "=", user)
        .where("role", "=", "owner"),
    )
    .orderBy("id")
    .forUpdate()
    .execute();
  // A statement of its own: it sees what the others left behind while we waited for the lock.
  const deserted = await tx
    .selectFrom("members as mine")
    .select("mine.organization")
    .where("mine.user_id", "=", user)
    .where("mine.role", "=", "owner")
    .where((eb) => {
      const others = eb
        .selectFrom("members as other")
        .select("other.user_id")
        .whereRef("other.organization", "=", "mine.organization")
        .where("other.user_id", "!=", user);
      return eb.exists(others).and(eb.not(eb.exists(others.where("other.role", "=", "owner"))));
    })
    .orderBy("mine.organization")
    .limit(1)
    .executeTakeFirst();
  return deserted?.organization;
}
