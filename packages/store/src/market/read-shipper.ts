import type { ShipperRow } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { texts } from "../connection/sql.ts";

/** A shipper's policy and what it has under way, for the edge and for himself. */
export async function readShipper(
  db: Kysely<Schema>,
  id: Id<"shr">,
): Promise<ShipperRow | undefined> {
  const [shipper] = await readShippers(db, [id]);
  return shipper;
}

/** The same of several, each in the place of its id. */
export async function readShippers(
  db: Kysely<Schema>,
  ids: readonly Id<"shr">[],
): Promise<readonly (ShipperRow | undefined)[]> {
  const rows = await db
    .selectFrom("view.shippers")
    .select(["shipperId", "orgId", "phase", "policy", "shipments", "changedAt"])
    .where("key", "=", sql<string>`any(${texts(ids)})`)
    .execute();
  const found = new Map(rows.map((row) => [row.shipperId, row]));
  return ids.map((id) => found.get(id));
}
