import { Kysely, PostgresDialect } from "kysely";
import type { Id } from "@msafara/kernel";
import { asked } from "../connection/asked.ts";
import { gathered } from "../connection/gathered.ts";
import { openPool } from "../connection/open-pool.ts";
import type { Schema } from "../connection/schema.ts";
import { readLive } from "../live/read-live.ts";
import { audienceOf } from "./audience-of.ts";
import { listMarketAgents } from "./list-market-agents.ts";
import { listPayments } from "./list-payments.ts";
import { listShipments } from "./list-shipments.ts";
import type { Market } from "./market.ts";
import { nearby } from "./nearby.ts";
import { preparing } from "../connection/preparing.ts";
import { rankSeenBids } from "./rank-seen-bids.ts";
import { readAgent } from "./read-agent.ts";
import { readBid } from "./read-bid.ts";
import { readDrivers } from "./read-driver.ts";
import { readPayment } from "./read-payment.ts";
import { isShipmentStill, readShipment } from "./read-shipment.ts";
import { readShippers } from "./read-shipper.ts";
import { readStats } from "./read-stats.ts";
import { readTimeline } from "./read-timeline.ts";
import { searchLoads } from "./search-loads.ts";
import { whereIsBid, whereIsTrip } from "./where-is.ts";

/** How the market's reads reach their database, and how long they wait for it. */
export interface MarketOptions {
  readonly connectionString: string;
  readonly connectionsMax?: number;
  readonly connectMs?: number;
  readonly statementMs?: number;
  readonly lockMs?: number;
}

const CONNECTIONS_MAX = 4;

/** Opens the market's reads over a migrated database. It connects when it is first asked. */
export function openMarket(
  options: MarketOptions,
): Market & { readonly close: () => Promise<void> } {
  const { connectionString, connectMs = 5_000, statementMs = 10_000, lockMs = 5_000 } = options;
  const max = options.connectionsMax ?? CONNECTIONS_MAX;
  const pool = openPool({ connectionString, max, connectMs, statementMs, lockMs });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  let closed: Promise<void> | undefined;
  return {
    ...openShipments(db),
    ...openParties(db),
    // Not the dialect's way, which leaves a pool alone that was never asked.
    close: () => (closed ??= pool.end()),
  };
}

function openShipments(db: Kysely<Schema>) {
  return {
    readShipment: asked((viewer, id) => readShipment(db, viewer, id)),
    isShipmentStill: asked((viewer, id, version) => isShipmentStill(db, viewer, { id, version })),
    listShipments: asked((viewer, wish) => listShipments(db, viewer, wish)),
    rankedBids: asked((viewer, id) => rankSeenBids(db, viewer, id)),
    readTimeline: asked((viewer, shipmentId, { limit, cursor }) =>
      readTimeline(db, viewer, { shipmentId, limit, ...(cursor === undefined ? {} : { cursor }) }),
    ),
    searchLoads: asked((viewer, wish) => searchLoads(db, viewer, wish)),
    readBid: asked((viewer, id) => readBid(db, viewer, id)),
    whereIsBid: asked((id) => whereIsBid(db, id)),
    whereIsTrip: asked((id) => whereIsTrip(db, id)),
    audienceOf: asked((viewer, topic) => audienceOf(db, viewer, topic)),
    readLive: asked((wish) => readLive(db, wish)),
  } satisfies Partial<Market>;
}

function openParties(db: Kysely<Schema>) {
  return {
    readDriver: gathered(asked((ids: readonly Id<"drv">[]) => readDrivers(db, ids))),
    readShipper: gathered(asked((ids: readonly Id<"shr">[]) => readShippers(db, ids))),
    readAgent: asked((viewer, type, id) => readAgent(db, viewer, { type, id })),
    listAgents: asked((viewer, wish) => listMarketAgents(db, viewer, wish)),
    listPayments: asked((viewer, wish) => listPayments(db, viewer, wish)),
    readPayment: asked((viewer, id) => readPayment(db, viewer, id)),
    nearby: asked((wanted, limit) => nearby(db, wanted, limit)),
    stats: asked(() => readStats(db)),
  } satisfies Partial<Market>;
}
