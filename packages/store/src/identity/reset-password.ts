import { type Id, type Instant, isRefusal, type Refusal, toIso } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";
import { instant } from "../connection/sql.ts";
import { revokeAll } from "./revoke-all.ts";
import { type CodeRefusal, spendCode } from "./spend-code.ts";

/**
 * Sets a password for whoever has the code that was sent to the phone. It ends every session, lifts
 * the lock of the phone, and proves the phone as any code does.
 */
export async function resetPassword(
  db: Kysely<Schema>,
  {
    user,
    codeHash,
    passwordHash,
    now,
  }: {
    readonly user: Id<"usr">;
    readonly codeHash: string;
    readonly passwordHash: string;
    readonly now: Instant;
  },
): Promise<{ readonly sessionsEnded: readonly Id<"fam">[] } | Refusal<CodeRefusal>> {
  return await together(db, async (tx) => {
    // First the account, then the rest, as everywhere.
    const found = await tx
      .selectFrom("users")
      .select("phone")
      .where("id", "=", user)
      .forNoKeyUpdate()
      .executeTakeFirst();
    const spent = await spendCode(tx, { user, purpose: "password", hash: codeHash, now });
    if (isRefusal(spent)) return spent;
    await tx
      .updateTable("users")
      .set({
        password: passwordHash,
        password_set_at: toIso(now),
        phone_verified_at: sql<string>`coalesce(phone_verified_at, ${instant(now)})`,
      })
      .where("id", "=", user)
      .execute();
    await tx
      .deleteFrom("login_attempts")
      .where("kind", "=", "phone")
      .where("subject", "=", found?.phone ?? "")
      .execute();
    return { sessionsEnded: await revokeAll(tx, { user, why: "password", now }) };
  });
}
