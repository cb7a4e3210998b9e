import type { Actor } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { SeenBid } from "./market.ts";
import { reachOf } from "./reach-of.ts";

/** One bid: for its driver, his fleet and whom it was made to. */
export async function readBid(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id<"bid">,
): Promise<SeenBid | undefined> {
  const { all, own, org, party } = reachOf(viewer, "read-bid", "bid");
  const row = await db
    .selectFrom("view.bids")
    .select(["bidId", "shipmentId", "driverId", "status", "amount", "estimatedMinutes"])
    .select(["note", "answerBy", "tripId", "at"])
    .where("key", "=", id)
    .where((is) =>
      is.or([
        is.val(all),
        ...(own === undefined ? [] : [is("driverId", "=", sql<Id<"drv">>`${own}`)]),
        ...(org === undefined ? [] : [is("orgId", "=", org)]),
        ...(party === undefined ? [] : [is("shipperId", "=", sql<Id<"shr">>`${party}`)]),
      ]),
    )
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { note, answerBy, tripId, at: submittedAt, ...bid } = row;
  return {
    ...bid,
    submittedAt,
    ...(note === null ? {} : { note }),
    ...(answerBy === null ? {} : { answerBy }),
    ...(tripId === null ? {} : { tripId }),
  };
}
