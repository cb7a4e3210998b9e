import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Whether somebody is a member of an organization, whatever they are there. */
export async function belongs(
  tx: Kysely<Schema>,
  { organization, user }: { readonly organization: Id<"org">; readonly user: Id<"usr"> },
): Promise<boolean> {
  const member = await tx
    .selectFrom("members")
    .select("role")
    .where("organization", "=", organization)
    .where("user_id", "=", user)
    .executeTakeFirst();
  return member !== undefined;
}
