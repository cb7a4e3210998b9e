import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { MemberRole } from "./tables.ts";

/** Somebody who belongs to an organization. */
export interface Member {
  readonly user: Id<"usr">;
  readonly name: string;
  readonly role: MemberRole;
  readonly joinedAt: Instant;
}

/** Who belongs to an organization, the oldest account first, from after one on. */
export async function listMembers(
  db: Kysely<Schema>,
  {
    organization,
    after,
    limit,
  }: {
    readonly organization: Id<"org">;
    readonly after?: Id<"usr">;
    readonly limit: number;
  },
): Promise<readonly Member[]> {
  let members = db
    .selectFrom("members")
    .innerJoin("users", "users.id", "members.user_id")
    .select(["user_id", "name", "members.role", "joined_at"])
    .where("organization", "=", organization)
    .orderBy("user_id")
    .limit(limit);
  if (after !== undefined) members = members.where("user_id", ">", after);
  const rows = await members.execute();
  return rows.map(({ user_id: user, name, role, joined_at: joinedAt }) => ({
    user,
    name: name ?? "",
    role,
    joinedAt,
  }));
}
