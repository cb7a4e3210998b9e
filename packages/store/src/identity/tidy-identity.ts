import type { Instant } from "@msafara/kernel";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import { RECEIPTS_KEPT_MS } from "./once.ts";

const DAY_MS = 86_400_000;
/** Small enough that nobody waits for the rows of one step. */
const ROWS_PER_STEP = 1_000;
/** For so long support can still look up a session or an invitation that came to nothing. */
const ENDED_KEPT_MS = 30 * DAY_MS;

/** Forgets what is past its keep, in small steps: personal data stays no longer than it serves. */
export async function tidyIdentity(db: Kysely<Schema>, now: Instant): Promise<void> {
  for (const step of stepsAt(now)) await inSteps(db, step);
}

function stepsAt(now: Instant): readonly RawBuilder<unknown>[] {
  const [yesterday, ended] = [instant(now - DAY_MS), instant(now - ENDED_KEPT_MS)];
  return [
    sql`DELETE FROM refresh_tokens WHERE hash IN (
          SELECT hash FROM refresh_tokens WHERE expires_at < ${yesterday}
           ORDER BY expires_at LIMIT ${ROWS_PER_STEP} FOR UPDATE SKIP LOCKED)`,
    sql`DELETE FROM refresh_families WHERE id IN (
          SELECT id FROM refresh_families WHERE ends_at < ${ended}
           ORDER BY ends_at LIMIT ${ROWS_PER_STEP} FOR UPDATE SKIP LOCKED)`,
    sql`DELETE FROM invitations WHERE id IN (
          SELECT id FROM invitations WHERE accepted_at IS NULL AND expires_at < ${ended}
           ORDER BY expires_at LIMIT ${ROWS_PER_STEP} FOR UPDATE SKIP LOCKED)`,
    sql`DELETE FROM door_receipts WHERE (principal, key) IN (
          SELECT principal, key FROM door_receipts
           WHERE at < ${instant(now - RECEIPTS_KEPT_MS)}
           ORDER BY at LIMIT ${ROWS_PER_STEP} FOR UPDATE SKIP LOCKED)`,
    sql`DELETE FROM login_attempts WHERE (kind, subject) IN (
          SELECT kind, subject FROM login_attempts WHERE last_at < ${yesterday}
           ORDER BY last_at LIMIT ${ROWS_PER_STEP} FOR UPDATE SKIP LOCKED)`,
  ];
}

async function inSteps(db: Kysely<Schema>, step: RawBuilder<unknown>): Promise<void> {
  for (;;) {
    const { numAffectedRows = 0n } = await step.execute(db);
    if (numAffectedRows < ROWS_PER_STEP) return;
  }
}
