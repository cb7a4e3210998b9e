import type { Actor } from "@msafara/domain";
import { type Kysely, type SqlBool, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { reachOf } from "./reach-of.ts";

/** Those payments that somebody may see. What belongs to an organization is what its shipments say. */
export function seenPayments(db: Kysely<Schema>, viewer: Actor) {
  const payments = db
    .selectFrom("view.payments as p")
    .select(["p.key", "p.paymentId", "p.shipmentId", "p.bidId", "p.shipperId", "p.driverId"])
    .select(["p.amount", "p.phase", "p.reason", "p.refunded", "p.caseId", "p.createdAt"])
    .select("p.changedAt");
  const { all, own, org, party } = reachOf(viewer, "read-payment", "payment");
  if (all) return payments;
  const ways = [
    sql<SqlBool>`false`,
    ...(own === undefined ? [] : [sql<SqlBool>`p."shipperId" = ${own}`]),
    ...(party === undefined ? [] : [sql<SqlBool>`p."driverId" = ${party}`]),
    ...(org === undefined
      ? []
      : [sql<SqlBool>`p.key = ANY (ARRAY(SELECT key FROM view.shipments WHERE "orgId" = ${org}))`]),
  ];
  return payments.where(sql<SqlBool>`(${sql.join(ways, sql` OR `)})`);
}
