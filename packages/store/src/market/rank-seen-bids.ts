import type { Actor, StandingRow } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { SeenRankedBid, SeenRanking } from "./market.ts";
import { namesOf } from "./names-of.ts";
import { reachOf } from "./reach-of.ts";

/** The five best bids on a shipment, for whoever compares them; nobody else sees any. */
export async function rankSeenBids(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id<"shp">,
): Promise<SeenRanking | undefined> {
  const { all, own, org } = reachOf(viewer, "read-bids", "shipment");
  const row = await db
    .selectFrom("view.shipments")
    .select(["ranking", "weights"])
    .where("key", "=", id)
    .where((is) =>
      is.or([
        is.val(all),
        ...(own === undefined ? [] : [is("shipperId", "=", sql<Id<"shr">>`${own}`)]),
        ...(org === undefined ? [] : [is("orgId", "=", org)]),
      ]),
    )
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { ranking, weights } = row;
  if (ranking.length === 0) return { items: [], weights };
  const names = await namesOf(
    db,
    ranking.map(({ driverId }) => driverId),
  );
  const standing = await db
    .selectFrom("view.bids")
    .select(["bidId", "status"])
    .where(
      "key",
      "in",
      ranking.map(({ bidId }) => bidId),
    )
    .execute();
  const statuses = new Map(standing.map(({ bidId, status }) => [bidId, status]));
  const items = ranking.map((bid) => ({
    ...shown(bid),
    status: statuses.get(bid.bidId) ?? ("submitted" as const),
    driver: { name: names.get(bid.driverId) ?? null, ...recordOf(bid) },
  }));
  return { items, weights };
}

function shown(bid: StandingRow): Omit<SeenRankedBid, "status" | "driver"> {
  const { bidId, driverId, amount, estimatedMinutes, score, parts, rank } = bid;
  const { amount: cheaper, ...faster } = bid.toWin;
  const price = cheaper === undefined ? {} : { amount: { ...amount, amount: cheaper } };
  const place = { score, parts, rank, toWin: { ...faster, ...price } };
  return { bidId, driverId, amount, estimatedMinutes, ...place };
}

/** Whoever was rated has one star of five at least. */
function recordOf({ ratingBp, vehicle }: StandingRow): Omit<SeenRankedBid["driver"], "name"> {
  return { rating: ratingBp === 0 ? null : ratingBp, vehicle };
}
