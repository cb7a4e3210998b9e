import type { Actor } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { SeenShipment } from "./market.ts";
import { phrased, type Slots } from "./phrased.ts";
import { seenShipments, type SightName, sightOf } from "./seen-shipments.ts";
import { showShipment } from "./show-shipment.ts";

const ask = phrased((db, { id = "", ...sight }: Slots<SightName | "id">) =>
  seenShipments(db, sight, "one").where("s.key", "=", id),
);

/** One shipment, if this viewer may see it. */
export async function readShipment(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id<"shp">,
): Promise<SeenShipment | undefined> {
  const [row] = await ask(db, { id, ...sightOf(viewer) });
  return row === undefined ? undefined : showShipment(viewer, row);
}
