import { type Instant, type Refusal, refuse } from "@msafara/kernel";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import { packInt8 } from "../packed-array.ts";
import { forgiveLogin } from "./forgive-login.ts";

/** A day without an attempt, and the next one is the first again. */
const FORGOTTEN_MS = 86_400_000;

/** How long nobody may try after one attempt in vain, after two, and so on; the last is for all that follow. */
export type WaitsAfter = readonly number[];

/** Somebody is about to try a password, or what else may be tried only so often. */
export interface LoginAttempt {
  /** Absent where nobody could be locked out of the account: then the address counts alone. */
  readonly phone?: string;
  readonly address: string;
  readonly waits: { readonly phone: WaitsAfter; readonly address: WaitsAfter };
  readonly now: Instant;
}

/**
 * Counts an attempt as failed before the password is looked at, by phone and by address: whoever
 * tries a thousand at once is counted a thousand times. Whoever succeeds is forgiven afterwards.
 */
export async function noteLoginAttempt(
  db: Kysely<Schema>,
  attempt: LoginAttempt,
): Promise<{ readonly noted: true } | Refusal<"too-many-attempts">> {
  const { phone, address, now } = attempt;
  const { until, counted } = await countBoth(db, attempt);
  if (counted === (phone === undefined ? 1 : 2)) return { noted: true };
  // The phone was locked while we came: what is refused was no attempt from this address, either.
  if (counted === 1) await forgiveLogin(db, { address });
  const lockedUntil = until ?? (await lockOf(attempt).execute(db)).rows[0]?.until ?? now;
  return refuse("too-many-attempts", {
    retryAfter: Math.max(Math.ceil((lockedUntil - now) / 1_000), 1),
  });
}

interface Lock {
  readonly until: Instant | null;
}

/**
 * Counts in one statement, since every login waits for it: neither where one is known to be locked, else
 * each that is free once it is held. The phone is counted out of what became of the address, and so held
 * after it, as everywhere.
 */
async function countBoth(db: Kysely<Schema>, attempt: LoginAttempt) {
  const { rows } = await sql<Lock & { readonly counted: number }>`
    WITH lock AS (${lockOf(attempt)}),
         free AS (SELECT FROM lock WHERE until IS NULL),
         address AS (${countOne("address", "free", attempt)}),
         phone AS (${countOne("phone", "address", attempt)})
    SELECT until, (SELECT count(*) FROM address) + (SELECT count(*) FROM phone) AS counted
      FROM lock`.execute(db);
  return rows[0]!;
}

/** Until when one of the two is locked. It holds neither: a neighbour may lock one just now. */
function lockOf({ phone, address, now }: LoginAttempt): RawBuilder<Lock> {
  return sql`
    SELECT max(locked_until) AS until FROM login_attempts
     WHERE (kind, subject) IN (('address', ${address}), ('phone', ${phone ?? null}))
       AND locked_until > ${instant(now)}`;
}

/** Counts one of the two for what is in a step before, and tells whether it did. */
function countOne(
  kind: "phone" | "address",
  step: "free" | "address",
  attempt: LoginAttempt,
): RawBuilder<unknown> {
  const { now, waits } = attempt;
  const subject = attempt[kind] ?? null;
  const waitsMs = waits[kind];
  const [firstMs = 0] = waitsMs;
  const at = instant(now);
  const failures = sql`
    1 + CASE WHEN one.last_at < ${instant(now - FORGOTTEN_MS)} THEN 0 ELSE one.failures END`;
  const waitMs = sql`
    (${packInt8(waitsMs, (ms) => ms)}::bigint[])[least(${failures}, ${waitsMs.length}::integer)]`;
  // No wait is no lock, not one until now: a neighbour's clock may be behind ours.
  return sql`
    INSERT INTO login_attempts AS one (kind, subject, failures, last_at, locked_until)
    SELECT ${kind}, ${subject}, 1, ${at}, ${instant(firstMs > 0 ? now + firstMs : 0)}
      FROM ${sql.table(step)} WHERE ${subject}::text IS NOT NULL
    ON CONFLICT (kind, subject) DO UPDATE
       SET failures = ${failures}, last_at = ${at},
           locked_until = coalesce(${at} + nullif(${waitMs}, 0) * interval '1 ms', one.locked_until)
     WHERE one.locked_until <= ${at}
    RETURNING kind`;
}
