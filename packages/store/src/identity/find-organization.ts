import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { MemberRole } from "./tables.ts";

/** An organization, and what whoever looks is there. */
export interface SeenOrganization {
  readonly id: Id<"org">;
  readonly name: string;
  readonly createdAt: Instant;
  /** Null to those who do not belong to it; what they may see of it is for others to say. */
  readonly memberRole: MemberRole | null;
}

/** The organization with an id, as somebody stands to it. */
export async function findOrganization(
  db: Kysely<Schema>,
  { id, viewer }: { readonly id: Id<"org">; readonly viewer: Id<"usr"> },
): Promise<SeenOrganization | undefined> {
  const row = await db
    .selectFrom("organizations")
    .leftJoin("members", (join) =>
      join.onRef("members.organization", "=", "organizations.id").on("user_id", "=", viewer),
    )
    .select(["name", "created_at", "role"])
    .where("organizations.id", "=", id)
    .executeTakeFirst();
  return row && { id, name: row.name, createdAt: row.created_at, memberRole: row.role };
}
