import { isRefusal } from "@msafara/kernel";
import type { Kysely } from "kysely";
import { openPage } from "../market/cursor.ts";
import type { CursorRefusal, Page } from "../market/market.ts";
import { entries, entryOf, isToCome } from "./entries.ts";
import type { TrafficTables } from "./tables.ts";
import type { TrafficEntry, TrafficWish } from "./traffic.ts";

/** A page of what was told, the newest first. */
export async function listTraffic(
  db: Kysely<TrafficTables>,
  viewer: string,
  wish: TrafficWish,
): Promise<Page<TrafficEntry> | CursorRefusal> {
  const page = openPage<readonly [number]>(wish, { name: "traffic", viewer, first: [0] });
  if (isRefusal(page)) return page;
  let told = entries(db)
    .orderBy("t.seq", "desc")
    .limit(page.limit + 1);
  if (wish.which === "current") told = told.where(isToCome);
  if (page.after !== undefined) told = told.where("t.seq", "<", page.after[0]);
  return page.pageOf(await told.execute(), { item: entryOf, place: ({ seq }) => [seq] });
}
