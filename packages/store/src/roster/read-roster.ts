import { assert } from "@msafara/kernel";
import type { Roster } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { NOW } from "../connection/sql.ts";

/** Who lives just now. Asked by somebody who has just joined or renewed, so it is never empty. */
export async function readRoster(db: Kysely<Schema>): Promise<Roster> {
  const rows = await db
    .selectFrom("nodes")
    .select(["incarnation", "node", "release", NOW.as("now")])
    .where("lease_until", ">", sql<number>`clock_timestamp()`)
    .orderBy("incarnation")
    .execute();
  const [first] = rows;
  assert(first, "a lease of no time at all keeps nobody alive");
  return {
    now: first.now,
    members: rows.map(({ incarnation, node, release }) => ({ incarnation, node, release })),
    writeRelease: Math.min(...rows.map(({ release }) => release)),
  };
}
