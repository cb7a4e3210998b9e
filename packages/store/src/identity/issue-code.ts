import { type Id, type Instant, type Refusal, refuse } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import type { CodePurpose } from "./tables.ts";

const LIFETIME_MS = 600_000;
const RESEND_MS = 60_000;
const DAY_MS = 86_400_000;
/** A message costs money, and some earn on messages that others are made to send. */
const SENDS_PER_DAY_MAX = 5;

/** A code that is about to be sent, hashed under a key of the caller. */
export interface NewCode {
  readonly user: Id<"usr">;
  readonly purpose: CodePurpose;
  readonly hash: string;
  readonly now: Instant;
}

/** Lets a code out in the place of the one before. It lives ten minutes; five are sent in a day. */
export async function issueCode(
  db: Kysely<Schema>,
  { user, purpose, hash, now }: NewCode,
): Promise<{ readonly expiresAt: Instant } | Refusal<"too-many-codes">> {
  const expiresAt = now + LIFETIME_MS;
  const { rows } = await sql`
    INSERT INTO verification_codes AS old
           (user_id, purpose, hash, sent_at, expires_at, day_began, sends, tries)
    VALUES (${user}, ${purpose}, ${hash}, ${instant(now)}, ${instant(expiresAt)}, ${instant(now)}, 1, 0)
    ON CONFLICT (user_id, purpose) DO UPDATE
       SET hash = excluded.hash, sent_at = excluded.sent_at, expires_at = excluded.expires_at,
           tries = 0,
           sends = CASE WHEN old.day_began <= ${instant(now - DAY_MS)} THEN 1 ELSE old.sends + 1 END,
           day_began = CASE WHEN old.day_began <= ${instant(now - DAY_MS)} THEN excluded.day_began
                            ELSE old.day_began END
     WHERE old.sent_at <= ${instant(now - RESEND_MS)}
       AND (old.day_began <= ${instant(now - DAY_MS)} OR old.sends < ${SENDS_PER_DAY_MAX})
    RETURNING sends`.execute(db);
  if (rows.length === 1) return { expiresAt };
  const waitMs = await readWait(db, { user, purpose, now });
  const retryAfter = Math.ceil(waitMs / 1_000);
  return refuse("too-many-codes", { limit: SENDS_PER_DAY_MAX, retryAfter });
}

async function readWait(
  db: Kysely<Schema>,
  { user, purpose, now }: Omit<NewCode, "hash">,
): Promise<number> {
  const last = await db
    .selectFrom("verification_codes")
    .select(["sent_at", "day_began", "sends"])
    .where("user_id", "=", user)
    .where("purpose", "=", purpose)
    .executeTakeFirst();
  if (last === undefined) return 0;
  const soonest = last.sent_at + RESEND_MS;
  const allSent = last.sends >= SENDS_PER_DAY_MAX;
  return Math.max((allSent ? Math.max(soonest, last.day_began + DAY_MS) : soonest) - now, 0);
}
