import type { Roster, RosterPort } from "@msafara/runtime";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { leaseEnd } from "./lease-end.ts";
import { readRoster } from "./read-roster.ts";

/** Extends a lease. Only a column of no key changes, so no commit in flight is in the way. */
export async function renewLease(
  db: Kysely<Schema>,
  { incarnation, leaseMs }: Parameters<RosterPort["renew"]>[0],
): Promise<Roster | "lost"> {
  const { numUpdatedRows } = await db
    .updateTable("nodes")
    .set({ lease_until: leaseEnd(leaseMs) })
    .where("incarnation", "=", incarnation)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 0n ? "lost" : await readRoster(db);
}
