import type { Id, Instant } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { MemberRole, UserRole } from "./tables.ts";

/** Whom a session speaks for: what an access token claims. */
export interface SessionClaims {
  readonly family: Id<"fam">;
  readonly user: Id<"usr">;
  readonly role: UserRole;
  readonly agent: Id | null;
  readonly organization: Id<"org"> | null;
  /** What the user is there today; null as soon as they are no member any more. */
  readonly memberRole: MemberRole | null;
  /** It began without an organization, and its user belongs to this one since: the exchange has it join. */
  readonly joins?: Id<"org">;
  /** When the password was shown. */
  readonly openedAt: Instant;
  readonly endsAt: Instant;
}

/**
 * Whom the session of a refresh token speaks for, whatever became of the token: whether it may be
 * exchanged is for the exchange to say. One that began without an organization speaks for the oldest that its
 * user belongs to by now.
 */
export async function findSession(
  db: Kysely<Schema>,
  tokenHash: string,
): Promise<SessionClaims | undefined> {
  const row = await db
    .selectFrom("refresh_tokens as token")
    .innerJoin("refresh_families as family", "family.id", "token.family")
    .innerJoin("users", "users.id", "family.user_id")
    .leftJoin("members", (join) =>
      join.onRef("members.user_id", "=", "family.user_id").on(
        "members.organization",
        "=",
        sql<Id<"org">>`coalesce(family.organization, (
            SELECT min(organization) FROM members WHERE user_id = family.user_id))`,
      ),
    )
    .select([
      "family.id",
      "family.user_id",
      "family.opened_at",
      "family.ends_at",
      "users.role",
      "users.agent",
    ])
    .select(["members.organization", "members.role as member_role"])
    .select("family.organization as began_for")
    .where("token.hash", "=", tokenHash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id: family, user_id: user, role, agent, organization } = row;
  const { member_role: memberRole, opened_at: openedAt, ends_at: endsAt } = row;
  const claims = { family, user, role, agent, organization, memberRole, openedAt, endsAt };
  return row.began_for === null && organization !== null
    ? { ...claims, joins: organization }
    : claims;
}
