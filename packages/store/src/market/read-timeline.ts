import type { Actor } from "@msafara/domain";
import { type Id, isRefusal } from "@msafara/kernel";
import { addressOf, decode, type LiveHead } from "@msafara/runtime";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { readLive } from "../live/read-live.ts";
import { audienceOf } from "./audience-of.ts";
import { openPage } from "./cursor.ts";
import type { CursorRefusal, Page, SeenEvent, WhichPage } from "./market.ts";

/** What this viewer was told of a shipment, by his own numbers, as long as the engine keeps it. */
export async function readTimeline(
  db: Kysely<Schema>,
  viewer: Actor,
  { shipmentId, ...wish }: { readonly shipmentId: Id<"shp"> } & WhichPage,
): Promise<Page<SeenEvent> | CursorRefusal | undefined> {
  const audience = await audienceOf(db, viewer, `shipment/${shipmentId}`);
  if (audience === undefined) return undefined;
  const page = openPage<readonly [number]>(wish, {
    name: shipmentId,
    viewer: audience,
    first: [0],
  });
  if (isRefusal(page)) return page;
  const [after = 0] = page.after ?? [];
  const topic = addressOf("platform", shipmentId);
  const { events } = await readLive(db, { topic, audience, after, limit: page.limit + 1 });
  return page.pageOf(events, { item: shown, place: ({ seq }) => [seq] });
}

function shown({ seq, name, at, body }: LiveHead["events"][number]): SeenEvent {
  return { seq, name, at, data: decode(body) };
}
