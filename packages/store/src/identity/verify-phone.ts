import { type Id, type Instant, isRefusal, type Refusal, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";
import { type CodeRefusal, spendCode } from "./spend-code.ts";

/** Takes the code that was sent to a phone as the proof that it is theirs. */
export async function verifyPhone(
  db: Kysely<Schema>,
  {
    user,
    codeHash,
    now,
  }: {
    readonly user: Id<"usr">;
    readonly codeHash: string;
    readonly now: Instant;
  },
): Promise<{ readonly verifiedAt: Instant } | Refusal<CodeRefusal>> {
  return await together(db, async (tx) => {
    // First the account, then its code: whoever erases a person takes them in this order, too.
    await tx.selectFrom("users").select("id").where("id", "=", user).forNoKeyUpdate().execute();
    const spent = await spendCode(tx, { user, purpose: "phone", hash: codeHash, now });
    if (isRefusal(spent)) return spent;
    await tx
      .updateTable("users")
      .set({ phone_verified_at: toIso(now) })
      .where("id", "=", user)
      .execute();
    return { verifiedAt: now };
  });
}
