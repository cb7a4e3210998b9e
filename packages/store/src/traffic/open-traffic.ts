import { Kysely, PostgresDialect } from "kysely";
import { asked } from "../connection/asked.ts";
import { openPool } from "../connection/open-pool.ts";
import { listTraffic } from "./list-traffic.ts";
import { newsAfter } from "./news-after.ts";
import { readTraffic } from "./read-traffic.ts";
import type { TrafficTables } from "./tables.ts";
import { tellTraffic } from "./tell-traffic.ts";
import type { Traffic } from "./traffic.ts";

const CONNECTIONS = 2;
const LIMITS = { connectMs: 5_000, statementMs: 5_000, lockMs: 5_000 };

/** Opens the book of traffic in a migrated database. It connects when it is first asked. */
export function openTraffic(
  connectionString: string,
): Traffic & { readonly close: () => Promise<void> } {
  const pool = openPool({ connectionString, max: CONNECTIONS, ...LIMITS });
  const db = new Kysely<TrafficTables>({ dialect: new PostgresDialect({ pool }) });
  let closed: Promise<void> | undefined;
  return {
    tell: asked((telling) => tellTraffic(db, telling)),
    read: asked((id) => readTraffic(db, id)),
    list: asked((viewerId, wish) => listTraffic(db, viewerId, wish)),
    newsAfter: asked((seq) => newsAfter(db, seq)),
    close: () => (closed ??= pool.end()),
  };
}
