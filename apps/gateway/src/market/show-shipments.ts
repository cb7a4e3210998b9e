import { type AnswerOf, type ROUTES, tellEvent } from "@msafara/contracts";
import type { Actor } from "@msafara/domain";
import { type Id, isRefusal, refuse } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import { defined } from "./defined.ts";
import type { MarketDesk } from "./market-desk.ts";
import type { SeenEvent, SeenRankedBid } from "@msafara/store";
import { showShipment } from "./show-shipment.ts";

type Reads = Pick<typeof ROUTES, "listShipments" | "readShipment" | "listBids" | "readTimeline">;

/** What can be seen of shipments. Whose it is not is told that there is none. */
export function showShipments({ market }: Pick<MarketDesk, "market">): Handlers<Reads> {
  return {
    listShipments: async ({ visitor: { actor }, query }) => {
      const page = await market.listShipments(actor, defined(query));
      if (isRefusal(page)) return page;
      const { items, nextCursor } = page;
      return { status: 200, body: { items: items.map(showShipment), nextCursor } };
    },

    readShipment: async ({ visitor: { actor }, params }) => {
      const seen = await market.readShipment(actor, params.id);
      if (seen === undefined) return refuse("shipment-not-found");
      const { version, ...shipment } = seen;
      const is = version === undefined ? {} : currency(market, actor, { id: params.id, version });
      return { status: 200, body: showShipment(shipment), ...is };
    },

    listBids: async ({ visitor: { actor }, params }) => {
      const ranked = await market.rankedBids(actor, params.id);
      if (ranked === undefined) return refuse("shipment-not-found");
      const { items, weights } = ranked;
      return { status: 200, body: { items: items.map(showRanked), nextCursor: null, weights } };
    },

    readTimeline: async ({ visitor: { actor }, params, query }) => {
      const page = await market.readTimeline(actor, params.id, defined(query));
      if (page === undefined) return refuse("shipment-not-found");
      if (isRefusal(page)) return page;
      const { items, nextCursor } = page;
      return { status: 200, body: { items: items.map(showEvent), nextCursor } };
    },
  };
}

/** Apart, so that what is remembered holds on to no more than this. */
function currency(
  market: Pick<MarketDesk["market"], "isShipmentStill">,
  viewer: Actor,
  { id, version }: { readonly id: Id<"shp">; readonly version: string },
) {
  return { isCurrent: async () => await market.isShipmentStill(viewer, id, version) };
}

/** In the same words as over a socket. */
function showEvent({ seq, name, at, data }: SeenEvent) {
  return { seq, name, at, data: tellEvent("shipment", { name, data }) ?? {} };
}

type Ranked = AnswerOf<(typeof ROUTES)["listBids"]>[200]["items"][number];

function showRanked({ bidId: id, ...ranked }: SeenRankedBid): Ranked {
  return { ...ranked, id };
}
