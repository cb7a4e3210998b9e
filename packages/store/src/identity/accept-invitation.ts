import { type Id, type Instant, type Refusal, refuse, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";
import { belongs } from "./belongs.ts";
import type { MemberRole } from "./tables.ts";

/** A place that was taken. */
export interface Membership {
  readonly organization: Id<"org">;
  readonly role: MemberRole;
}

/** Why an invitation is not taken. */
export type InvitationRefusal =
  | "invitation-not-found"
  | "invitation-expired"
  | "phone-not-verified"
  | "already-member";

/**
 * Takes the place that an invitation offers, once. A token that strayed helps nobody: the account
 * must have proved the phone that was invited.
 */
export async function acceptInvitation(
  db: Kysely<Schema>,
  {
    tokenHash,
    user,
    now,
  }: {
    readonly tokenHash: string;
    readonly user: Id<"usr">;
    readonly now: Instant;
  },
): Promise<Membership | Refusal<InvitationRefusal>> {
  return await together(db, async (tx) => {
    const offered = await lockInvitation(tx, tokenHash);
    const invited = await readPhone(tx, user);
    // An invitation to another phone is none at all, so that a token cannot be tried out.
    if (offered === undefined || offered.phone === null || offered.phone !== invited?.phone) {
      return refuse("invitation-not-found");
    }
    if (offered.accepted_at !== null || offered.withdrawn_at !== null) {
      const isMember = await belongs(tx, { organization: offered.organization, user });
      return refuse(isMember ? "already-member" : "invitation-not-found");
    }
    if (offered.expires_at <= now) return refuse("invitation-expired");
    if (invited.phone_verified_at === null) return refuse("phone-not-verified");
    return await take(tx, offered, { user, now });
  });
}

interface Offered extends Membership {
  readonly id: Id<"ivt">;
}

async function take(
  tx: Kysely<Schema>,
  { id, organization, role }: Offered,
  { user, now }: { readonly user: Id<"usr">; readonly now: Instant },
): Promise<Membership | Refusal<"already-member">> {
  const joined = await tx
    .insertInto("members")
    .values({ organization, user_id: user, role, joined_at: toIso(now) })
    .onConflict((conflict) => conflict.columns(["organization", "user_id"]).doNothing())
    .returning("role")
    .executeTakeFirst();
  if (joined === undefined) return refuse("already-member");
  await tx
    .updateTable("invitations")
    .set({ accepted_at: toIso(now), accepted_by: user })
    .where("id", "=", id)
    .execute();
  return { organization, role };
}

/** Of two who take it at once the second waits here, and finds it taken. */
async function lockInvitation(tx: Kysely<Schema>, tokenHash: string) {
  return await tx
    .selectFrom("invitations")
    .select(["id", "organization", "role", "phone"])
    .select(["expires_at", "accepted_at", "withdrawn_at"])
    .where("hash", "=", tokenHash)
    .forUpdate()
    .executeTakeFirst();
}

async function readPhone(tx: Kysely<Schema>, user: Id<"usr">) {
  return await tx
    .selectFrom("users")
    .select(["phone", "phone_verified_at"])
    .where("id", "=", user)
    .executeTakeFirst();
}
