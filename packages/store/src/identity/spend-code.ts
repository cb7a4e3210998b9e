import { type Id, type Instant, type Refusal, refuse } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { CodePurpose } from "./tables.ts";

const TRIES_MAX = 5;

/** A code that somebody typed, hashed as the one that was sent. */
export interface TypedCode {
  readonly user: Id<"usr">;
  readonly purpose: CodePurpose;
  readonly hash: string;
  readonly now: Instant;
}

/** Why a code proves nothing. */
export type CodeRefusal = "code-expired" | "code-wrong";

/** Uses a code up, within the transaction that does what it allows. Every wrong one counts. */
export async function spendCode(
  tx: Kysely<Schema>,
  { user, purpose, hash, now }: TypedCode,
): Promise<{ readonly spent: true } | Refusal<CodeRefusal>> {
  const code = await tx
    .selectFrom("verification_codes")
    .select(["hash", "expires_at", "tries"])
    .where("user_id", "=", user)
    .where("purpose", "=", purpose)
    .forUpdate()
    .executeTakeFirst();
  if (code === undefined || code.hash === null)
    return refuse("code-expired", { why: "none is out" });
  if (code.expires_at <= now) return refuse("code-expired", { why: "its time is over" });
  if (code.tries >= TRIES_MAX) return refuse("code-expired", { why: "it was guessed at" });
  // The hash is keyed, so how long the comparison takes tells nothing that helps to guess.
  const isRight = code.hash === hash;
  await tx
    .updateTable("verification_codes")
    .set(isRight ? { hash: null } : { tries: code.tries + 1 })
    .where("user_id", "=", user)
    .where("purpose", "=", purpose)
    .execute();
  return isRight
    ? { spent: true }
    : refuse("code-wrong", { triesLeft: TRIES_MAX - code.tries - 1 });
}
