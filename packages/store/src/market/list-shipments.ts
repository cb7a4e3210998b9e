import type { Actor } from "@msafara/domain";
import { isRefusal } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { openPage } from "./cursor.ts";
import type { Listed, SeenShipment, ShipmentWish } from "./market.ts";
import { seenShipments } from "./seen-shipments.ts";
import { showShipment } from "./show-shipment.ts";

const WORDS_MAX = 10;

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
  let shipments = seenShipments(db, viewer, "many")
    .orderBy("s.key", "desc")
    .limit(page.limit + 1);
  if (status !== undefined) shipments = shipments.where("s.status", "=", status);
  if (from !== undefined) shipments = shipments.where("s.pickupFrom", ">=", from);
  if (to !== undefined) shipments = shipments.where("s.pickupFrom", "<", to);
  for (const word of wordsOf(q)) {
    // A position and no pattern: `%` is looked for like any other letter.
    shipments = shipments.where(sql`strpos(s.words, lower(${word}))`, ">", 0);
  }
  if (page.after !== undefined) shipments = shipments.where("s.key", "<", page.after[0]);
  const item = (row: Parameters<typeof showShipment>[1]) => showShipment(viewer, row);
  return page.pageOf(await shipments.execute(), { item, place: ({ key }) => [key] });
}

function wordsOf(q: string): readonly string[] {
  return q.split(/\s+/).filter(Boolean).slice(0, WORDS_MAX);
}
