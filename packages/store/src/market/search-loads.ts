import type { Actor, ShipmentRequest } from "@msafara/domain";
import { type Id, type Instant, isRefusal } from "@msafara/kernel";
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { NOW } from "../connection/sql.ts";
import { cellsAround } from "./cells-around.ts";
import { openPage } from "./cursor.ts";
import type { Listed, LoadWish, SeenLoad } from "./market.ts";
import { phrased, type Slots } from "./phrased.ts";
import { reachOf } from "./reach-of.ts";

const M_PER_KM = 1_000;
const RADIUS_KM_MAX = 1_000;

interface LoadRow {
  readonly shipmentId: Id<"shp">;
  readonly closesAt: Instant;
  readonly request: ShipmentRequest;
  readonly approachM: number;
  readonly ownBidId: Id<"bid"> | null;
}

type Narrow =
  | "vehicleType"
  | "serviceLevel"
  | "maxWeightKg"
  | "pickupFrom"
  | "pickupTo"
  | "minRatePerKm";
type Place = "lat" | "lng" | "firsts" | "lasts" | "radiusM";
type Which = "afterM" | "afterKey" | "limit" | "agentId";

const ask = phrased((db, slots: Slots<Place | Narrow | Which>) => {
  const { lat, lng, firsts, lasts, radiusM, afterM, afterKey, limit, agentId } = slots;
  const loads = sql<LoadRow>`
    WITH loads AS (
      SELECT key, approach_m
        FROM unnest(${firsts}::integer[], ${lasts}::integer[]) AS cells (first, last)
       CROSS JOIN LATERAL (
             SELECT key, crow_flies_m_v1((pickup->>'lat')::float8, (pickup->>'lng')::float8,
                                         ${lat}, ${lng}) AS approach_m
               FROM view.shipments
              WHERE "biddingOpen" AND cell BETWEEN cells.first AND cells.last
                AND "closesAt" > ${NOW} AND ${sql.join(conditionsOf(slots), sql` AND `)}
             OFFSET 0) s
       WHERE approach_m <= ${radiusM} AND (approach_m, key) > (${afterM}, ${afterKey})
       ORDER BY approach_m, key
       LIMIT ${limit})
    SELECT s."shipmentId", s."closesAt", s.request, approach_m AS "approachM",
           (SELECT b."bidId" FROM view.bids b
             WHERE b."driverId" = ${agentId} AND b."shipmentId" = s.key
               AND b.status <> 'withdrawn'
             ORDER BY b.at DESC, b.key DESC LIMIT 1) AS "ownBidId"
      FROM loads JOIN view.shipments s USING (key)
     ORDER BY approach_m, key`;
  return { compile: () => loads.compile(db) };
});

/** Open loads around a place, by the way there: the nearest first, and by id where two are as near. */
export async function searchLoads(
  db: Kysely<Schema>,
  viewer: Actor,
  wish: LoadWish,
): Listed<SeenLoad> {
  const list = { name: "loads", viewer: viewer.userId, first: [0, ""] as const };
  const page = openPage<readonly [number, string]>(wish, list);
  if (isRefusal(page)) return page;
  if (!reachOf(viewer, "search-loads", "market").all) return { items: [], nextCursor: null };
  const { near, radiusKm } = wish;
  const radiusM = Math.min(radiusKm, RADIUS_KM_MAX) * M_PER_KM;
  const [afterM, afterKey] = page.after ?? [-1, ""];
  const ranges = cellsAround(near, radiusM);
  const firsts = ranges.map(({ first }) => first);
  const lasts = ranges.map(({ last }) => last);
  const place = { lat: near.lat, lng: near.lng, firsts, lasts, radiusM };
  const { vehicleType, serviceLevel, maxWeightKg, pickupFrom, pickupTo, minRatePerKm } = wish;
  const narrowed = { vehicleType, serviceLevel, maxWeightKg, pickupFrom, pickupTo, minRatePerKm };
  const which = { afterM, afterKey, limit: page.limit + 1, agentId: viewer.agentId ?? "" };
  const rows = await ask(db, { ...place, ...narrowed, ...which });
  const placeOf = ({ approachM, shipmentId }: LoadRow) => [approachM, shipmentId] as const;
  return page.pageOf(rows, { item: shown, place: placeOf });
}

function conditionsOf(slots: Slots<Narrow>): readonly RawBuilder<SqlBool>[] {
  const { vehicleType, serviceLevel, maxWeightKg, pickupFrom, pickupTo, minRatePerKm } = slots;
  const conditions = [
    [vehicleType, sql<SqlBool>`"vehicleType" = ${vehicleType}`],
    [serviceLevel, sql<SqlBool>`request->>'serviceLevel' = ${serviceLevel}`],
    [maxWeightKg, sql<SqlBool>`"weightKg" <= ${maxWeightKg}`],
    [pickupFrom, sql<SqlBool>`"pickupTo" >= ${pickupFrom}`],
    [pickupTo, sql<SqlBool>`"pickupFrom" < ${pickupTo}`],
    [minRatePerKm, sql<SqlBool>`${PRICE} * ${M_PER_KM} >= ${minRatePerKm}::float8 * "distanceM"`],
  ] as const;
  const asked = conditions.flatMap(([wanted, condition]) =>
    wanted === undefined ? [] : [condition],
  );
  return [sql<SqlBool>`true`, ...asked];
}

/** A price that this viewer may see: nobody may find out a budget by searching for it. */
const PRICE = sql`coalesce((request->'bookNow'->>'amount')::float8,
  CASE WHEN (request->'bidding'->>'budgetShown')::boolean
       THEN (request->'budget'->>'amount')::float8 END)`;

function shown({ shipmentId, closesAt, request, approachM, ownBidId }: LoadRow): SeenLoad {
  const { reference, pickup, delivery, stops, serviceLevel, distanceM } = request;
  const { budget, bookNow, bidding } = request;
  const { packages: _, ...cargo } = request.cargo;
  return {
    shipmentId,
    reference,
    pickup,
    delivery,
    stops,
    cargo,
    serviceLevel,
    distanceM,
    approachM,
    ...(budget !== undefined && bidding.budgetShown ? { budget } : {}),
    ...(bookNow === undefined ? {} : { bookNow }),
    closesAt,
    ...(ownBidId === null ? {} : { bidId: ownBidId }),
  };
}
