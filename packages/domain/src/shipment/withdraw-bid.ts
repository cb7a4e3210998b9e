import { type Id, type Instant, refuse, type Refusal } from "@msafara/kernel";
import { seekOn } from "./call-wave.ts";
import { evolveShipment } from "./evolve-shipment.ts";
import { bookingOf, isOnMarket, marketOf, type Shipment, standingBids } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

export type WithdrawRefusal = Refusal<"bid-not-found" | "bid-already-awarded">;

/** Takes a bid back before it is chosen. When it was the last, drivers are asked further away. */
export function withdrawBid(
  shipment: Shipment,
  { bidId, now }: { readonly bidId: Id<"bid">; readonly now: Instant },
): readonly ShipmentEvent[] | WithdrawRefusal {
  const awarded = shipment.phase === "awarding" ? shipment.award : bookingOf(shipment);
  if (awarded?.bidId === bidId) return refuse("bid-already-awarded", { bidId });
  const bid = isOnMarket(shipment)
    ? standingBids(shipment).find((it) => it.bidId === bidId)
    : undefined;
  if (bid === undefined) return refuse("bid-not-found", { bidId });

  const { driverId } = bid;
  const withdrawn: ShipmentEvent = { type: "bid.withdrawn", bidId, driverId };
  const left = evolveShipment(shipment, withdrawn);
  if (left.phase !== "ranked" || standingBids(left).length > 0) return [withdrawn];
  return [withdrawn, ...seekOn(marketOf(left), { now, why: "bids-fell-away" })];
}
