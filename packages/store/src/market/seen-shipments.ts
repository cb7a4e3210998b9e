import type { Actor } from "@msafara/domain";
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { Slots } from "./phrased.ts";
import { reachOf } from "./reach-of.ts";

/** By what right somebody sees shipments: all of them, or those that are his in one of these ways. */
export type SightName = "all" | "own" | "org" | "driver" | "facility";

const NOTHING = sql<SqlBool>`false`;

/** By what right this viewer sees shipments. */
export function sightOf(viewer: Actor): Slots<SightName> {
  const { all, own, org, party } = reachOf(viewer, "read-shipment", "shipment");
  if (all) return { all: "all" };
  const part = party?.startsWith("drv_") === true ? { driver: party } : { facility: party };
  return { own, org, ...part };
}

/**
 * Those shipments that somebody may see, with what showing them needs. Whoever was only asked may look
 * at the one, and does not find it among his own.
 */
export function seenShipments(db: Kysely<Schema>, sight: Slots<SightName>, how: "one" | "many") {
  return sightedShipments(db, sight, how)
    .select(["s.key", "s.shipmentId", "s.reference", "s.status", "s.biddingOpen", "s.closesAt"])
    .select(["s.wave", "s.shipperId", "s.orgId", "s.request", "s.priceHint", "s.driverId"])
    .select(["s.tripId", "s.bidId", "s.amount", "s.bookedAt", "s.requestedAt", "s.changedAt"]);
}

/** The same with nothing chosen yet. */
export function sightedShipments(db: Kysely<Schema>, sight: Slots<SightName>, how: "one" | "many") {
  const shipments = db.selectFrom("view.shipments as s");
  return sight.all === undefined ? shipments.where(within(sight, how)) : shipments;
}

function within(
  { own, org, driver, facility }: Slots<SightName>,
  how: "one" | "many",
): RawBuilder<SqlBool> {
  const ways = [
    ...(own === undefined ? [] : [sql<SqlBool>`s."shipperId" = ${own}`]),
    ...(org === undefined ? [] : [sql<SqlBool>`s."orgId" = ${org}`]),
    ...(driver === undefined ? [] : [whereBids(driver, how)]),
    ...(facility === undefined ? [] : [stopsAt(facility)]),
  ];
  return ways.length === 0 ? NOTHING : sql<SqlBool>`(${sql.join(ways, sql` OR `)})`;
}

/** A facility takes part in what stops at it. */
function stopsAt(facilityId: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`s."facilityIds" @> jsonb_build_array(${facilityId}::text)`;
}

/** A driver takes part in what he bid on, and so in what he hauls. */
function whereBids(driverId: string, how: "one" | "many"): RawBuilder<SqlBool> {
  if (how === "one") {
    return sql<SqlBool>`(
      EXISTS (SELECT FROM view.bids b WHERE b."driverId" = ${driverId} AND b."shipmentId" = s.key)
      OR EXISTS (SELECT FROM view.asks a
                  WHERE a.key = s.key || ':' || ${driverId} AND a.outcome <> 'passed-over'))`;
  }
  // An array, which is looked up in the index of keys; a join would be a second order of the list.
  return sql<SqlBool>`s.key = ANY (ARRAY(
    SELECT "shipmentId" FROM view.bids WHERE "driverId" = ${driverId}))`;
}
