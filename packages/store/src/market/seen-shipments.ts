import type { Actor } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { type Reach, reachOf } from "./reach-of.ts";

const NOTHING = sql<SqlBool>`false`;

/**
 * Those shipments that somebody may see, with what showing them needs. Whoever was only asked may look
 * at the one, and does not find it among his own.
 */
export function seenShipments(db: Kysely<Schema>, viewer: Actor, how: "one" | "many") {
  const shipments = db
    .selectFrom("view.shipments as s")
    .select(["s.key", "s.shipmentId", "s.reference", "s.status", "s.biddingOpen", "s.closesAt"])
    .select(["s.wave", "s.shipperId", "s.orgId", "s.request", "s.priceHint", "s.driverId"])
    .select(["s.tripId", "s.bidId", "s.amount", "s.bookedAt", "s.requestedAt", "s.changedAt"]);
  const reach = reachOf(viewer, "read-shipment", "shipment");
  return reach.all ? shipments : shipments.where(within(reach, how));
}

function within({ own, org, party }: Reach, how: "one" | "many"): RawBuilder<SqlBool> {
  const ways = [
    ...(own === undefined ? [] : [sql<SqlBool>`s."shipperId" = ${own}`]),
    ...(org === undefined ? [] : [sql<SqlBool>`s."orgId" = ${org}`]),
    ...(party === undefined ? [] : [whereTakesPart(party, how)]),
  ];
  return ways.length === 0 ? NOTHING : sql<SqlBool>`(${sql.join(ways, sql` OR `)})`;
}

/** A driver takes part in what he bid on, and so in what he hauls; a facility in what stops at it. */
function whereTakesPart(agentId: Id, how: "one" | "many"): RawBuilder<SqlBool> {
  if (!agentId.startsWith("drv_")) {
    return sql<SqlBool>`s."facilityIds" @> ${JSON.stringify([agentId])}::jsonb`;
  }
  if (how === "one") {
    return sql<SqlBool>`(
      EXISTS (SELECT FROM view.bids b WHERE b."driverId" = ${agentId} AND b."shipmentId" = s.key)
      OR EXISTS (SELECT FROM view.asks a
                  WHERE a.key = s.key || ${`:${agentId}`} AND a.outcome <> 'passed-over'))`;
  }
  // An array, which is looked up in the index of keys; a join would be a second order of the list.
  return sql<SqlBool>`s.key = ANY (ARRAY(
    SELECT "shipmentId" FROM view.bids WHERE "driverId" = ${agentId}))`;
}
