import type { Actor } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { ReadShipment } from "./market.ts";
import { phrased, type Slots } from "./phrased.ts";
import { seenShipments, sightedShipments, type SightName, sightOf } from "./seen-shipments.ts";
import { showShipment } from "./show-shipment.ts";

/** Who wrote the row: every write has a number of its own, and comes by it again after months at the soonest. */
const VERSION = sql<string>`s.xmin::text`;

const ask = phrased((db, { id = "", ...sight }: Slots<SightName | "id">) =>
  seenShipments(db, sight, "one").select(VERSION.as("version")).where("s.key", "=", id),
);

/** One shipment, if this viewer may see it. */
export async function readShipment(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id<"shp">,
): Promise<ReadShipment | undefined> {
  const [row] = await ask(db, { id, ...sightOf(viewer) });
  return row === undefined ? undefined : { ...showShipment(viewer, row), version: row.version };
}

const askWhether = phrased(
  (db, { id = "", version = "", ...sight }: Slots<SightName | "id" | "version">) =>
    sightedShipments(db, sight, "one")
      .select("s.wave")
      .where("s.key", "=", id)
      .where(VERSION, "=", version),
);

/** Whether this viewer may see it, and nobody has written it since it was this version. */
export async function isShipmentStill(
  db: Kysely<Schema>,
  viewer: Actor,
  { id, version }: { readonly id: Id<"shp">; readonly version: string },
): Promise<boolean> {
  const rows = await askWhether(db, { id, version, ...sightOf(viewer) });
  return rows.length > 0;
}
