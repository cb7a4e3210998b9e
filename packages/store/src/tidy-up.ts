import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "./connection/schema.ts";

const MONTHS_AHEAD = 3;
/** Small enough that nobody waits for the rows of one step. */
const ROWS_PER_STEP = 2_000;
/** A retry of a command older than this is a new command. */
const RECEIPTS_KEPT = "24 hours";
/** A reader who was away for longer reads everything anew. */
const LIVE_KEPT = "7 days";

/** Makes partitions of time ahead, and forgets what is past its keep, in small steps. */
export async function tidyUp(db: Kysely<Schema>): Promise<void> {
  await sql`SELECT make_event_partitions_v1(${MONTHS_AHEAD})`.execute(db);
  await inSteps(db, sql`tidy_receipts_v1(${RECEIPTS_KEPT}::interval, ${ROWS_PER_STEP})`);
  await inSteps(db, sql`tidy_live_v1(${LIVE_KEPT}::interval, ${ROWS_PER_STEP})`);
}

async function inSteps(db: Kysely<Schema>, step: RawBuilder<number>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ gone: number }>`SELECT ${step} AS gone`.execute(db);
    if (rows[0]!.gone < ROWS_PER_STEP) return;
  }
}
