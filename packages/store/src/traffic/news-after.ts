import type { Kysely } from "kysely";
import { entries, happeningOf, isToCome } from "./entries.ts";
import type { TrafficTables } from "./tables.ts";
import type { TrafficNews } from "./traffic.ts";

const NEWS_MAX = 1_000;

/**
 * What was told after a telling that somebody read up to. Numbers are committed in their order, so that
 * none is missed; whoever has read nothing needs nothing of what is over.
 */
export async function newsAfter(db: Kysely<TrafficTables>, seq: number): Promise<TrafficNews> {
  let news = entries(db).where("t.seq", ">", seq).orderBy("t.seq").limit(NEWS_MAX);
  if (seq === 0) news = news.where(isToCome);
  const rows = await news.execute();
  return {
    upTo: rows.at(-1)?.seq ?? seq,
    isMore: rows.length === NEWS_MAX,
    happenings: rows.map(happeningOf),
  };
}
