import { type Id, type Instant, type Refusal, refuse, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Keeps a sealed secret that counts once it is confirmed; one that is on is not replaced. */
export async function enrollSecondFactor(
  db: Kysely<Schema>,
  {
    user,
    secret,
    now,
  }: {
    readonly user: Id<"usr">;
    readonly secret: string;
    readonly now: Instant;
  },
): Promise<{ readonly enrolled: true } | Refusal<"mfa-already-on">> {
  const kept = { secret, created_at: toIso(now), last_step: 0 };
  const enrolled = await db
    .insertInto("second_factors")
    .values({ user_id: user, ...kept })
    .onConflict((conflict) =>
      conflict.column("user_id").doUpdateSet(kept).where("second_factors.confirmed_at", "is", null),
    )
    .returning("user_id")
    .executeTakeFirst();
  return enrolled === undefined ? refuse("mfa-already-on") : { enrolled: true };
}
