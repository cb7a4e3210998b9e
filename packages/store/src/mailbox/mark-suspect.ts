import type { Journal } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Remembers what a watchdog caught, for whoever owns the agent next. */
export async function markSuspect(
  db: Kysely<Schema>,
  { address, item, why }: Parameters<Journal["suspect"]>[0],
): Promise<void> {
  await sql`
    INSERT INTO suspects (address, item, why) VALUES (${address}, ${item}, ${why})
    ON CONFLICT (address, item) DO UPDATE SET why = excluded.why`.execute(db);
}
