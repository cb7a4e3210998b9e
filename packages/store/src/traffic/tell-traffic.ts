import { type Instant, refuse, toIso } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { TrafficTables } from "./tables.ts";
import type { TrafficChanged, TrafficEntry, TrafficTelling } from "./traffic.ts";

/** Appends a telling, unless somebody told the same revision before. */
export async function tellTraffic(
  db: Kysely<TrafficTables>,
  telling: TrafficTelling,
): Promise<TrafficEntry | TrafficChanged> {
  const { id, revision, area, effect, fromAt, untilAt, note, toldBy } = telling;
  const { southWest, northEast } = area;
  const share = effect === "closed" ? null : effect.share;
  const { rows } = await sql<{ seq: number | null; standing: number; told_at: Instant }>`
    SELECT seq, standing, told_at
      FROM tell_traffic_v1(${id}, ${revision}, ${southWest.lat}, ${southWest.lng}, ${northEast.lat},
                           ${northEast.lng}, ${share}, ${toIso(fromAt)}, ${toIso(untilAt)}, ${note},
                           ${toldBy})`.execute(db);
  const { seq, standing, told_at: toldAt } = rows[0]!;
  if (seq === null) return refuse("traffic-event-changed", { revision: standing });
  return { ...telling, toldAt };
}
