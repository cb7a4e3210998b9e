import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { SeenDriver } from "./market.ts";
import { namesOf } from "./names-of.ts";

/** A driver with a truck, whole: for himself, and for who acts for him. */
export async function readDriver(
  db: Kysely<Schema>,
  id: Id<"drv">,
): Promise<SeenDriver | undefined> {
  const row = await db
    .selectFrom("view.drivers")
    .select(["driverId", "orgId", "shipperId", "standing", "phase", "available", "since"])
    .select(["lat", "lng", "positionAt", "plate", "vehicleType", "capacityKg", "yearBuilt"])
    .select(["coolsMinC", "coolsMaxC", "licenceUntil", "documentsUntil", "mayHaulHazardous"])
    .select(["currency", "ratingBp", "onTimeBp", "carried", "taken", "vehicle", "licence"])
    .select(["papers", "policy", "changedAt"])
    .where("key", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const names = await namesOf(db, [id]);
  return { ...row, name: names.get(id) ?? null };
}
