import { type Id, type Instant, type Refusal, refuse, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";
import type { MemberRole } from "./tables.ts";

const LIFETIME_MS = 7 * 86_400_000;

/** A place that is to be offered to a phone; the token that is sent comes hashed. */
export interface NewInvitation {
  readonly id: Id<"ivt">;
  readonly organization: Id<"org">;
  readonly phone: string;
  readonly role: MemberRole;
  readonly tokenHash: string;
  /** Who invites, and as what they were allowed to: it must still be so. */
  readonly by: { readonly user: Id<"usr">; readonly role: MemberRole };
  readonly now: Instant;
}

/** Offers a place for a week. One offer stands for a phone: the next replaces it, and its token. */
export async function invite(
  db: Kysely<Schema>,
  invitation: NewInvitation,
): Promise<
  | { readonly id: Id<"ivt">; readonly expiresAt: Instant }
  | Refusal<"organization-not-found" | "already-member">
> {
  const { organization, phone, by, now } = invitation;
  return await together(db, async (tx) => {
    const inviter = await tx
      .selectFrom("members")
      .select("role")
      .where("organization", "=", organization)
      .where("user_id", "=", by.user)
      .where("role", "=", by.role)
      .forShare()
      .executeTakeFirst();
    if (inviter === undefined) return refuse("organization-not-found");
    const invited = await tx
      .selectFrom("members")
      .innerJoin("users", "users.id", "members.user_id")
      .select("users.id")
      .where("members.organization", "=", organization)
      .where("users.phone", "=", phone)
      .executeTakeFirst();
    if (invited !== undefined) return refuse("already-member");
    const id = await offer(tx, invitation);
    return { id, expiresAt: now + LIFETIME_MS };
  });
}

async function offer(tx: Kysely<Schema>, invitation: NewInvitation): Promise<Id<"ivt">> {
  const { id, organization, phone, role, tokenHash: hash, by, now } = invitation;
  const offered = {
    role,
    hash,
    invited_by: by.user,
    created_at: toIso(now),
    expires_at: toIso(now + LIFETIME_MS),
  };
  const row = await tx
    .insertInto("invitations")
    .values({ id, organization, phone, ...offered })
    .onConflict((conflict) =>
      conflict
        .columns(["organization", "phone"])
        .where("accepted_at", "is", null)
        .where("withdrawn_at", "is", null)
        .doUpdateSet(offered),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}
