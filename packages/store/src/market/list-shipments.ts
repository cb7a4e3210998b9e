import type { Actor } from "@msafara/domain";
import { isRefusal } from "@msafara/kernel";
import { type Kysely, type SqlBool, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { openPage } from "./cursor.ts";
import type { Listed, SeenShipment, ShipmentWish } from "./market.ts";
import { seenShipments, type SightName, sightOf } from "./seen-shipments.ts";
import { phrased, type Slots } from "./phrased.ts";
import { showShipment } from "./show-shipment.ts";

const WORDS_MAX = 10;

type Narrow = "status" | "from" | "to" | "after" | "limit" | `word${number}`;

const ask = phrased((db, slots: Slots<SightName | Narrow>) => {
  const { status, from, to, after, limit, ...others } = slots;
  const { all, own, org, driver, facility, ...words } = others;
  const narrowed = [
    ...(status === undefined ? [] : [sql<SqlBool>`s.status = ${status}`]),
    ...(from === undefined ? [] : [sql<SqlBool>`s."pickupFrom" >= ${from}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`s."pickupFrom" < ${to}`]),
    ...(after === undefined ? [] : [sql<SqlBool>`s.key < ${after}`]),
    // A position and no pattern: `%` is looked for like any other letter.
    ...Object.values(words).map((word) => sql<SqlBool>`strpos(s.words, lower(${word})) > 0`),
  ];
  return seenShipments(db, { all, own, org, driver, facility }, "many")
    .where(sql<SqlBool>`${sql.join([sql`true`, ...narrowed], sql` AND `)}`)
    .orderBy("s.key", "desc")
    .limit(sql<number>`${limit}`);
});

/** The shipments that this viewer may see, the newest first: ids are minted in the order of time. */
export async function listShipments(
  db: Kysely<Schema>,
  viewer: Actor,
  wish: ShipmentWish,
): Listed<SeenShipment> {
  const { userId } = viewer;
  const page = openPage<readonly [string]>(wish, {
    name: "shipments",
    viewer: userId,
    first: [""],
  });
  if (isRefusal(page)) return page;
  const { status, from, to, q = "" } = wish;
  const words = Object.fromEntries(wordsOf(q).map((word, i) => [`word${i}`, word]));
  const after = page.after?.[0];
  const narrowed = { status, from, to, after, ...words };
  const rows = await ask(db, { ...sightOf(viewer), ...narrowed, limit: page.limit + 1 });
  const item = (row: Parameters<typeof showShipment>[1]) => showShipment(viewer, row);
  return page.pageOf(rows, { item, place: ({ key }) => [key] });
}

function wordsOf(q: string): readonly string[] {
  return q.split(/\s+/).filter(Boolean).slice(0, WORDS_MAX);
}
