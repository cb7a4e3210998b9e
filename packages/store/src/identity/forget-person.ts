import { type Id, type Instant, toIso } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import type { RevokedWhy } from "./tables.ts";

/** Blanks every personal column of one account; what others' records name stays: id, role, agent. */
export async function forgetPerson(
  tx: Kysely<Schema>,
  { user, phone, now }: { readonly user: Id<"usr">; readonly phone: string; readonly now: Instant },
): Promise<void> {
  await tx
    .updateTable("users")
    .set({ phone: null, name: null, password: null, erased_at: toIso(now) })
    .where("id", "=", user)
    .execute();
  await tx
    .updateTable("refresh_families")
    .set({
      device: null,
      address: null,
      revoked_at: sql<string>`coalesce(revoked_at, ${instant(now)})`,
      revoked_why: sql<RevokedWhy>`coalesce(revoked_why, 'erased')`,
    })
    .where("user_id", "=", user)
    .execute();
  await tx.deleteFrom("second_factors").where("user_id", "=", user).execute();
  await tx.deleteFrom("verification_codes").where("user_id", "=", user).execute();
  await tx.deleteFrom("door_receipts").where("principal", "=", user).execute();
  await tx.deleteFrom("members").where("user_id", "=", user).execute();
  await tx.deleteFrom("login_attempts").where("subject", "=", phone).execute();
  // An offer that is open stays: it is made to the phone, and its next owner may prove it.
  await tx
    .updateTable("invitations")
    .set({ phone: null })
    .where("phone", "=", phone)
    .where((eb) => eb.or([eb("accepted_at", "is not", null), eb("withdrawn_at", "is not", null)]))
    .execute();
}
