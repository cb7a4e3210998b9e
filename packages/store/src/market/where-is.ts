import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** The shipment that a bid is on. */
export async function whereIsBid(
  db: Kysely<Schema>,
  id: Id<"bid">,
): Promise<Id<"shp"> | undefined> {
  const bids = db.selectFrom("view.bids").select("shipmentId").where("key", "=", id);
  return (await bids.executeTakeFirst())?.shipmentId;
}

/** The driver whose trip it is. */
export async function whereIsTrip(
  db: Kysely<Schema>,
  id: Id<"trp">,
): Promise<Id<"drv"> | undefined> {
  const trips = db.selectFrom("view.trips").select("driverId").where("key", "=", id);
  return (await trips.executeTakeFirst())?.driverId;
}
