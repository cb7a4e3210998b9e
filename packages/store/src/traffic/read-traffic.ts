import type { Kysely } from "kysely";
import { entries, entryOf } from "./entries.ts";
import type { TrafficTables } from "./tables.ts";
import type { TrafficEntry } from "./traffic.ts";

/** An event as it was told last. */
export async function readTraffic(
  db: Kysely<TrafficTables>,
  id: string,
): Promise<TrafficEntry | undefined> {
  const row = await entries(db).where("t.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : entryOf(row);
}
