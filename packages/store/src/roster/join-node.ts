import type { Roster, RosterPort } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { leaseEnd } from "./lease-end.ts";
import { readRoster } from "./read-roster.ts";

/** Enters a node. Asked twice, because the first answer was lost, it is entered once. */
export async function joinNode(
  db: Kysely<Schema>,
  { incarnation, node, release, leaseMs }: Parameters<RosterPort["join"]>[0],
): Promise<Roster> {
  const lease_until = leaseEnd(leaseMs);
  await db
    .insertInto("nodes")
    .values({ incarnation, node, release, lease_until })
    .onConflict((known) =>
      known.column("incarnation").doUpdateSet({ lease_until: sql`excluded.lease_until` }),
    )
    .execute();
  return await readRoster(db);
}
