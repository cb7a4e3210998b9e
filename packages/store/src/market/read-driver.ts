import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { SeenDriver } from "./market.ts";

/** A driver with a truck, whole: for himself, and for who acts for him. His name is nobody's once it is erased. */
export async function readDriver(
  db: Kysely<Schema>,
  id: Id<"drv">,
): Promise<SeenDriver | undefined> {
  return await db
    .selectFrom("view.drivers")
    .leftJoin("users", "users.agent", "view.drivers.key")
    .select(["driverId", "orgId", "shipperId", "standing", "phase", "available", "since"])
    .select(["lat", "lng", "positionAt", "plate", "vehicleType", "capacityKg", "yearBuilt"])
    .select(["coolsMinC", "coolsMaxC", "licenceUntil", "documentsUntil", "mayHaulHazardous"])
    .select(["currency", "ratingBp", "onTimeBp", "carried", "taken", "vehicle", "licence"])
    .select(["papers", "policy", "changedAt", "users.name"])
    .where("key", "=", id)
    .executeTakeFirst();
}
