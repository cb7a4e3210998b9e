import { type Id, type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Takes an offer back; `false` when it is not this organization's, was taken or taken back. */
export async function withdrawInvitation(
  db: Kysely<Schema>,
  {
    organization,
    id,
    now,
  }: {
    readonly organization: Id<"org">;
    readonly id: Id<"ivt">;
    readonly now: Instant;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("invitations")
    .set({ withdrawn_at: toIso(now) })
    .where("id", "=", id)
    .where("organization", "=", organization)
    .where("accepted_at", "is", null)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
