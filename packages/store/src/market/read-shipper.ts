import type { ShipperRow } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** A shipper's policy and what it has under way, for the edge and for himself. */
export async function readShipper(
  db: Kysely<Schema>,
  id: Id<"shr">,
): Promise<ShipperRow | undefined> {
  return await db
    .selectFrom("view.shippers")
    .select(["shipperId", "orgId", "phase", "policy", "shipments", "changedAt"])
    .where("key", "=", id)
    .executeTakeFirst();
}
