import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { MemberRole, UserRole } from "./tables.ts";

/** An account as whoever checks a password needs it. Never sent anywhere. */
export interface KnownUser {
  readonly id: Id<"usr">;
  readonly role: UserRole;
  readonly agent: Id | null;
  readonly name: string;
  readonly locale: "en" | "sw";
  readonly passwordHash: string;
  readonly phoneVerifiedAt: Instant | null;
  readonly suspendedAt: Instant | null;
  /** The sealed secret of a second factor that is on. */
  readonly secondFactor: string | null;
  /** The oldest of the organizations they belong to. */
  readonly membership: { readonly organization: Id<"org">; readonly role: MemberRole } | null;
}

/** The account that comes in by a phone; `undefined` when there is none. */
export async function findUserByPhone(
  db: Kysely<Schema>,
  phone: string,
): Promise<KnownUser | undefined> {
  const row = await db
    .selectFrom("users")
    .leftJoin("second_factors as factor", (join) =>
      join.onRef("factor.user_id", "=", "users.id").on("factor.confirmed_at", "is not", null),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("members")
          .select(["organization", "members.role as member_role"])
          .whereRef("members.user_id", "=", "users.id")
          .orderBy("organization")
          .limit(1)
          .as("oldest"),
      (join) => join.onTrue(),
    )
    .select(["users.id", "users.role", "agent", "name", "locale", "password"])
    .select(["phone_verified_at", "suspended_at", "factor.secret", "organization", "member_role"])
    .where("phone", "=", phone)
    .executeTakeFirst();
  if (row === undefined || row.name === null || row.password === null) return undefined;
  const { id, role, agent, name, locale, organization, member_role: memberRole } = row;
  return {
    id,
    role,
    agent,
    name,
    locale,
    passwordHash: row.password,
    phoneVerifiedAt: row.phone_verified_at,
    suspendedAt: row.suspended_at,
    secondFactor: row.secret,
    membership:
      organization === null || memberRole === null ? null : { organization, role: memberRole },
  };
}
