import { type Instant, type Refusal, refuse, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";

/** A day without an attempt, and the next one is the first again. */
const FORGOTTEN_MS = 86_400_000;

/** How long nobody may try after so many attempts in vain. */
export type WaitAfter = (failures: number) => number;

/** Somebody is about to try a password, or what else may be tried only so often. */
export interface LoginAttempt {
  /** Absent where nobody could be locked out of the account: then the address counts alone. */
  readonly phone?: string;
  readonly address: string;
  readonly waits: { readonly phone: WaitAfter; readonly address: WaitAfter };
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
  const { waits, now } = attempt;
  return await together(db, async (tx) => {
    const rows = await lockRows(tx, attempt);
    const lockedUntil = Math.max(...rows.map(({ locked_until }) => locked_until));
    if (lockedUntil > now) {
      return refuse("too-many-attempts", { retryAfter: Math.ceil((lockedUntil - now) / 1_000) });
    }
    for (const { kind, subject, failures, last_at } of rows) {
      const counted = (last_at < now - FORGOTTEN_MS ? 0 : failures) + 1;
      const waitMs = waits[kind](counted);
      await tx
        .updateTable("login_attempts")
        .set({
          failures: counted,
          last_at: toIso(now),
          // No wait is no lock, not one until now: a neighbour's clock may be behind ours.
          ...(waitMs > 0 && { locked_until: toIso(now + waitMs) }),
        })
        .where("kind", "=", kind)
        .where("subject", "=", subject)
        .execute();
    }
    return { noted: true };
  });
}

/** Makes or finds the rows, always the address first, and holds them until the end. */
async function lockRows(tx: Kysely<Schema>, { phone, address, now }: LoginAttempt) {
  const fresh = { failures: 0, last_at: toIso(now), locked_until: toIso(0) };
  return await tx
    .insertInto("login_attempts")
    .values([
      { kind: "address", subject: address, ...fresh },
      ...(phone === undefined ? [] : [{ kind: "phone" as const, subject: phone, ...fresh }]),
    ])
    .onConflict((conflict) =>
      conflict
        .columns(["kind", "subject"])
        .doUpdateSet((eb) => ({ failures: eb.ref("login_attempts.failures") })),
    )
    .returning(["kind", "subject", "failures", "last_at", "locked_until"])
    .execute();
}
