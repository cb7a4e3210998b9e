import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import type { MemberRole } from "./tables.ts";

/** An offer that can still be taken. */
export interface OpenInvitation {
  readonly id: Id<"ivt">;
  readonly phone: string;
  readonly role: MemberRole;
  readonly invitedBy: Id<"usr">;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** What an organization offers and nobody has taken yet, newest first, from before one on. */
export async function listInvitations(
  db: Kysely<Schema>,
  {
    organization,
    before,
    limit,
    now,
  }: {
    readonly organization: Id<"org">;
    readonly before?: Id<"ivt">;
    readonly limit: number;
    readonly now: Instant;
  },
): Promise<readonly OpenInvitation[]> {
  let offers = db
    .selectFrom("invitations")
    .select(["id", "role", "invited_by", "created_at", "expires_at"])
    .select((eb) => eb.fn.coalesce("phone", eb.val("")).as("phone"))
    .where("organization", "=", organization)
    .where("accepted_at", "is", null)
    .where("withdrawn_at", "is", null)
    .where("expires_at", ">", instant(now))
    .orderBy("id", "desc")
    .limit(limit);
  if (before !== undefined) offers = offers.where("id", "<", before);
  const rows = await offers.execute();
  return rows.map(({ invited_by, created_at, expires_at, ...offer }) => ({
    ...offer,
    invitedBy: invited_by,
    createdAt: created_at,
    expiresAt: expires_at,
  }));
}
