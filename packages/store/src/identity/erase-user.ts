import { type Id, type Instant, type Refusal, refuse } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";
import { forgetPerson } from "./forget-person.ts";
import { lockOwnedBy } from "./lock-owned-by.ts";
import { revokeAll } from "./revoke-all.ts";

/** Who was erased, and which sessions ended with that. */
export interface Erased {
  readonly erased: Id<"usr">;
  readonly sessionsEnded: readonly Id<"fam">[];
}

/** Erases a person at their wish, and ends all their sessions. An organization keeps an owner. */
export async function eraseUser(
  db: Kysely<Schema>,
  { user, now }: { readonly user: Id<"usr">; readonly now: Instant },
): Promise<Erased | Refusal<"user-unknown" | "last-owner">> {
  return await together(db, async (tx) => {
    const deserted = await lockOwnedBy(tx, user);
    if (deserted !== undefined) return refuse("last-owner", { organization: deserted });
    const found = await tx
      .selectFrom("users")
      .select("phone")
      .where("id", "=", user)
      .forUpdate()
      .executeTakeFirst();
    if (found === undefined || found.phone === null) return refuse("user-unknown");
    const sessionsEnded = await revokeAll(tx, { user, why: "erased", now });
    await forgetPerson(tx, { user, phone: found.phone, now });
    return { erased: user, sessionsEnded };
  });
}
