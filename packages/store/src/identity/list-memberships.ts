import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { MemberRole } from "./tables.ts";

/** An organization as one of its members sees it. */
export interface NamedMembership {
  readonly organization: Id<"org">;
  readonly name: string;
  readonly role: MemberRole;
  readonly createdAt: Instant;
  readonly joinedAt: Instant;
}

/** Where somebody belongs, and as what; the oldest organization first, from after one on. */
export async function listMemberships(
  db: Kysely<Schema>,
  {
    user,
    after,
    limit,
  }: {
    readonly user: Id<"usr">;
    readonly after?: Id<"org">;
    readonly limit: number;
  },
): Promise<readonly NamedMembership[]> {
  let memberships = db
    .selectFrom("members")
    .innerJoin("organizations", "organizations.id", "members.organization")
    .select(["organization", "name", "role", "created_at", "joined_at"])
    .where("user_id", "=", user)
    .orderBy("organization")
    .limit(limit);
  if (after !== undefined) memberships = memberships.where("organization", ">", after);
  const rows = await memberships.execute();
  return rows.map(({ created_at: createdAt, joined_at: joinedAt, ...membership }) => ({
    ...membership,
    createdAt,
    joinedAt,
  }));
}
