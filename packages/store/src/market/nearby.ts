import type { DriverRow, FindDrivers } from "@msafara/domain";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { NOW } from "../connection/sql.ts";
import { around } from "./around.ts";

/** A position older than this is where a truck was; the roster asks nobody by it. */
const POSITION_AGE_MS_MAX = 30 * 60_000;
const LIMIT_MAX = 1_000;

/**
 * Drivers whose place is fresh and within the radius. Those whom the load may fit come first and the
 * nearest first among them, so that a limit cuts off those who would be told why they were passed over.
 */
export async function nearby(
  db: Kysely<Schema>,
  wanted: FindDrivers,
  limit: number,
): Promise<readonly DriverRow[]> {
  const { near, radiusM, vehicleType, weightKg } = wanted;
  const fits = sql`available AND standing = 'good'
    AND "vehicleType" = ${vehicleType} AND "capacityKg" >= ${weightKg}`;
  const { rows } = await sql<DriverRow>`
    WITH there AS (
      SELECT key, fits, approach_m
        FROM ${around(near, radiusM)}
       CROSS JOIN LATERAL (
             SELECT key, ${fits} AS fits,
                    crow_flies_m_v1(lat, lng, ${near.lat}, ${near.lng}) AS approach_m
               FROM view.drivers
              WHERE cell BETWEEN cells.first AND cells.last
                AND "positionAt" >= ${NOW} - ${POSITION_AGE_MS_MAX}::bigint
             OFFSET 0) d
       WHERE approach_m <= ${radiusM}
       ORDER BY fits DESC, approach_m, key
       LIMIT ${Math.min(limit, LIMIT_MAX)})
    SELECT "driverId", "orgId", "shipperId", standing, phase, available, since, lat, lng,
           "positionAt", plate, "vehicleType", "capacityKg", "yearBuilt", "coolsMinC", "coolsMaxC",
           "licenceUntil", "documentsUntil", "mayHaulHazardous", currency, "ratingBp", "onTimeBp",
           carried, taken, vehicle, licence, papers, policy, "changedAt"
      FROM there JOIN view.drivers USING (key)
     ORDER BY fits DESC, approach_m, key`.execute(db);
  return rows;
}
