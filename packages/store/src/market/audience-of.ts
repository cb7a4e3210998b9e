import type { Actor } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { texts } from "../connection/sql.ts";
import { type Reach, reachOf } from "./reach-of.ts";

/**
 * As what audience somebody may follow a topic of the wire, in the words in which rules tell:
 * `shipper`, `driver:drv_…`, `driver`, `fleet`, `ops`. What he may not follow is as good as absent.
 */
export async function audienceOf(
  db: Kysely<Schema>,
  viewer: Actor,
  topic: string,
): Promise<string | undefined> {
  const [kind = "", id = ""] = topic.split("/", 2);
  switch (kind) {
    case "shipment":
      return await audienceAtShipment(db, viewer, id);
    case "trip":
      return await audienceAtTrip(db, viewer, id);
    case "payment":
      return await audienceAtPayment(db, viewer, id);
    case "truck":
      return await audienceAtTruck(db, viewer, id);
    case "me":
      return viewer.agentId === undefined ? undefined : viewer.role;
    case "market":
      return reachOf(viewer, "search-loads", "market").all ? "market" : undefined;
    case "ops":
      return reachOf(viewer, "negotiate", "market").all ? "ops" : undefined;
    default:
      return undefined;
  }
}

async function audienceAtShipment(
  db: Kysely<Schema>,
  viewer: Actor,
  id: string,
): Promise<string | undefined> {
  const reach = reachOf(viewer, "read-shipment", "shipment");
  const shipment = await db
    .selectFrom("view.shipments")
    .select(["shipperId", "orgId", "driverId", "facilityIds"])
    .where("key", "=", id)
    .executeTakeFirst();
  if (shipment === undefined) return undefined;
  if (isTheirs(reach, { ownerId: shipment.shipperId, orgId: shipment.orgId })) return "shipper";
  if (reach.all) return "ops";
  const { party } = reach;
  if (party === undefined) return undefined;
  if (shipment.facilityIds.some((it) => it === party)) return `facility:${party}`;
  return (await wasAsked(db, { id, party })) ? `driver:${party}` : undefined;
}

/** Whether a driver was asked, or bid without being asked. */
async function wasAsked(
  db: Kysely<Schema>,
  { id, party }: { readonly id: string; readonly party: Id },
): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    SELECT EXISTS (SELECT FROM view.bids WHERE "driverId" = ${party} AND "shipmentId" = ${id})
        OR EXISTS (SELECT FROM view.asks
                    WHERE key = ${`${id}:${party}`} AND outcome <> 'passed-over') AS there`.execute(
    db,
  );
  return rows[0]!.there;
}

async function audienceAtTrip(
  db: Kysely<Schema>,
  viewer: Actor,
  id: string,
): Promise<string | undefined> {
  const trip = await db
    .selectFrom("view.trips as t")
    .leftJoin("view.shipments as s", "s.key", "t.shipmentId")
    .select(["t.driverId", "t.orgId as fleetId", "s.shipperId", "s.orgId"])
    .where("t.key", "=", id)
    .executeTakeFirst();
  if (trip === undefined) return undefined;
  const driving = reachOf(viewer, "read-driver", "driver");
  if (driving.own === trip.driverId) return "driver";
  if (isTheirs(driving, { ownerId: trip.driverId, orgId: trip.fleetId })) return "fleet";
  const shipping = reachOf(viewer, "read-shipment", "shipment");
  if (isTheirs(shipping, { ownerId: trip.shipperId, orgId: trip.orgId })) return "shipper";
  return shipping.all ? "ops" : undefined;
}

async function audienceAtPayment(
  db: Kysely<Schema>,
  viewer: Actor,
  id: string,
): Promise<string | undefined> {
  const payment = await db
    .selectFrom("view.payments as p")
    .leftJoin("view.shipments as s", "s.key", "p.key")
    .select(["p.shipperId", "p.driverId", "s.orgId"])
    .where("p.key", "=", `shp_${id.slice("pay_".length)}`)
    .executeTakeFirst();
  if (payment === undefined) return undefined;
  const reach = reachOf(viewer, "read-payment", "payment");
  if (isTheirs(reach, { ownerId: payment.shipperId, orgId: payment.orgId })) return "shipper";
  if (reach.party !== undefined && reach.party === payment.driverId) return "driver";
  return reach.all ? "ops" : undefined;
}

/**
 * Until fleets name their trucks, a truck goes by its driver's letters. Besides him and his fleet it is
 * followed by whose load he has promised to haul, until it is unloaded (U55, U334).
 */
async function audienceAtTruck(
  db: Kysely<Schema>,
  viewer: Actor,
  id: string,
): Promise<string | undefined> {
  const driverId = `drv_${id.slice("trk_".length)}`;
  const driver = await db
    .selectFrom("view.drivers")
    .select(["driverId", "orgId"])
    .where("key", "=", driverId)
    .executeTakeFirst();
  if (driver === undefined) return undefined;
  const driving = reachOf(viewer, "read-driver", "driver");
  if (driving.own === driver.driverId) return "driver";
  if (isTheirs(driving, { ownerId: driver.driverId, orgId: driver.orgId })) return "fleet";
  const shipping = reachOf(viewer, "read-shipment", "shipment");
  if (shipping.all) return "ops";
  return (await isHauling(db, driver.driverId, shipping)) ? "shipper" : undefined;
}

const HAULED = ["booked", "at-pickup", "loading", "in-transit", "at-delivery", "unloading"];

/** Whether a driver has a load under way that is somebody's. */
async function isHauling(
  db: Kysely<Schema>,
  driverId: Id<"drv">,
  { own, org }: Reach,
): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    SELECT EXISTS (
      SELECT FROM view.bids b JOIN view.shipments s ON s.key = b."shipmentId"
       WHERE b."driverId" = ${driverId} AND s."driverId" = ${driverId}
         AND s.status = ANY (${texts(HAULED)}) AND (s."shipperId" = ${own ?? ""} OR s."orgId" = ${org ?? ""})
    ) AS there`.execute(db);
  return rows[0]!.there;
}

function isTheirs(
  { own, org }: Reach,
  { ownerId, orgId }: { readonly ownerId: Id | null; readonly orgId: Id<"org"> | null },
): boolean {
  return (own !== undefined && own === ownerId) || (org !== undefined && org === orgId);
}
