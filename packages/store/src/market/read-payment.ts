import type { Actor } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { SeenPayment } from "./market.ts";
import { seenPayments } from "./seen-payments.ts";

/** One payment, if this viewer may see it. Its id is the twin of its shipment's, which is its key. */
export async function readPayment(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id<"pay">,
): Promise<SeenPayment | undefined> {
  const shipmentId = `shp_${id.slice("pay_".length)}`;
  const row = await seenPayments(db, viewer).where("p.key", "=", shipmentId).executeTakeFirst();
  if (row === undefined) return undefined;
  const { key: _, ...payment } = row;
  return payment;
}
