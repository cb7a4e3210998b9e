import type { Actor } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { SeenShipment } from "./market.ts";
import { seenShipments } from "./seen-shipments.ts";
import { showShipment } from "./show-shipment.ts";

/** One shipment, if this viewer may see it. */
export async function readShipment(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id<"shp">,
): Promise<SeenShipment | undefined> {
  const row = await seenShipments(db, viewer, "one").where("s.key", "=", id).executeTakeFirst();
  return row === undefined ? undefined : showShipment(viewer, row);
}
