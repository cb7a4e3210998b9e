import { type Id, type Instant, type Refusal, refuse } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";

/**
 * Takes the code of a step, once: of two logins that show the same code one is refused. The first
 * code turns the second factor on.
 */
export async function spendSecondFactor(
  db: Kysely<Schema>,
  {
    user,
    secret,
    step,
    now,
  }: {
    readonly user: Id<"usr">;
    /** The sealed secret that the code was held against. */
    readonly secret: string;
    readonly step: number;
    readonly now: Instant;
  },
): Promise<{ readonly taken: true } | Refusal<"mfa-wrong">> {
  const taken = await db
    .updateTable("second_factors")
    .set({
      last_step: step,
      confirmed_at: sql<string>`coalesce(confirmed_at, ${instant(now)})`,
    })
    .where("user_id", "=", user)
    .where("secret", "=", secret)
    .where("last_step", "<", step)
    .returning("user_id")
    .executeTakeFirst();
  return taken === undefined ? refuse("mfa-wrong") : { taken: true };
}
