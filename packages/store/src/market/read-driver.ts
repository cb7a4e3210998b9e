import type { Id } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { texts } from "../connection/sql.ts";
import type { SeenDriver } from "./market.ts";

/** A driver with a truck, whole: for himself, and for who acts for him. His name is nobody's once it is erased. */
export async function readDriver(
  db: Kysely<Schema>,
  id: Id<"drv">,
): Promise<SeenDriver | undefined> {
  const [driver] = await readDrivers(db, [id]);
  return driver;
}

/** The same of several, each in the place of his id. */
export async function readDrivers(
  db: Kysely<Schema>,
  ids: readonly Id<"drv">[],
): Promise<readonly (SeenDriver | undefined)[]> {
  const rows = await db
    .selectFrom("view.drivers")
    .leftJoin("users", "users.agent", "view.drivers.key")
    .select(["driverId", "orgId", "shipperId", "standing", "phase", "available", "since"])
    .select(["lat", "lng", "positionAt", "plate", "vehicleType", "capacityKg", "yearBuilt"])
    .select(["coolsMinC", "coolsMaxC", "licenceUntil", "documentsUntil", "mayHaulHazardous"])
    .select(["currency", "ratingBp", "onTimeBp", "carried", "taken", "vehicle", "licence"])
    .select(["papers", "policy", "changedAt", "users.name"])
    .where("key", "=", sql<string>`any(${texts(ids)})`)
    .execute();
  const found = new Map(rows.map((row) => [row.driverId, row]));
  return ids.map((id) => found.get(id));
}
