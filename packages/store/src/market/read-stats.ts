import type { Instant } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { NOW } from "../connection/sql.ts";
import type { MarketStats } from "./market.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Counts {
  readonly at: Instant;
  readonly open: number;
  readonly booked: number;
  readonly underWay: number;
  readonly delivered: number;
  readonly lastHour: number;
  readonly lastDay: number;
  readonly registered: number;
  readonly available: number;
  readonly active: number;
}

/** The market in figures, all from one moment. It counts, and so costs more the larger the market is. */
export async function readStats(db: Kysely<Schema>): Promise<MarketStats> {
  const { rows } = await sql<Counts>`
    WITH moment AS (SELECT ${NOW} AS at),
    by_status AS (SELECT status, count(*) AS n FROM view.shipments GROUP BY status)
    SELECT at,
      (SELECT coalesce(sum(n), 0) FROM by_status
        WHERE status IN ('requested', 'broadcasting', 'bidding', 'awarding'))::bigint AS open,
      (SELECT coalesce(sum(n), 0) FROM by_status WHERE status = 'booked')::bigint AS booked,
      (SELECT coalesce(sum(n), 0) FROM by_status WHERE status IN
        ('at-pickup', 'loading', 'in-transit', 'at-delivery', 'unloading'))::bigint AS "underWay",
      (SELECT coalesce(sum(n), 0) FROM by_status
        WHERE status IN ('delivered', 'completed', 'disputed'))::bigint AS delivered,
      (SELECT count(*) FROM view.bids WHERE bids.at > moment.at - ${HOUR_MS}) AS "lastHour",
      (SELECT count(*) FROM view.bids WHERE bids.at > moment.at - ${DAY_MS}) AS "lastDay",
      (SELECT count(*) FROM view.drivers) AS registered,
      (SELECT count(*) FROM view.drivers WHERE available) AS available,
      (SELECT count(*) FROM agents) AS active
      FROM moment`.execute(db);
  const { at, lastHour, lastDay, registered, available, active, ...shipments } = rows[0]!;
  return {
    at,
    shipments,
    bids: { lastHour, lastDay },
    drivers: { registered, available },
    agents: { active },
  };
}
