import { type Id, type Instant, refuse, type Refusal } from "@msafara/kernel";
import { selection } from "./award-by-policy.ts";
import { rankStanding } from "./rank-standing.ts";
import { bookingOf, type Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

export type AwardRefusal = Refusal<
  "load-not-open" | "bid-not-found" | "award-under-way" | "already-booked"
>;

/** Chooses a bid. While its driver and the money are asked, nobody else can be chosen (R24). */
export function awardBid(
  shipment: Shipment,
  { bidId, now }: { readonly bidId: Id<"bid">; readonly now: Instant },
): readonly ShipmentEvent[] | AwardRefusal {
  switch (shipment.phase) {
    case "broadcasting":
    case "bidding":
    case "ranked": {
      const ranking = rankStanding(shipment, { now, explained: 0 });
      const ranked = ranking.find(({ bid }) => bid.bidId === bidId);
      if (ranked === undefined) return refuse("bid-not-found", { bidId });
      return [selection(shipment, { ranked, by: "shipper", now })];
    }
    case "awarding":
      return refuse("award-under-way", { bidId: shipment.award.bidId });
    default: {
      const { phase } = shipment;
      const isBooked = phase !== "cancelled" && bookingOf(shipment) !== undefined;
      return refuse(isBooked ? "already-booked" : "load-not-open", { phase });
    }
  }
}
