import { refuse, type Refusal, unreachable } from "@msafara/kernel";
import { setPolicy } from "./set-policy.ts";
import type { Shipper, ShipperEvent, ShipperMessage } from "./shipper.ts";
import { isOver, PHASE_BY_STATUS } from "./shipper-phase.ts";

/** What a shipper's agent says to a message. */
export function decideShipper(
  shipper: Shipper,
  message: ShipperMessage,
  { sender }: { readonly sender: string },
): readonly ShipperEvent[] | Refusal {
  if (message.type === "set-policy") return setPolicy(shipper, message);
  const { shipmentId } = message;
  if (sender !== `platform/${shipmentId}`) return refuse("not-yours", { sender });
  switch (message.type) {
    case "shipment.status_changed":
      return followStatus(shipper, message);
    case "booking.confirmed": {
      const { amount } = message;
      return [{ type: "shipment.priced", shipmentId, amount }];
    }
    default:
      return unreachable(message);
  }
}

function followStatus(
  { shipments }: Shipper,
  { shipmentId, status, phase }: Extract<ShipperMessage, { type: "shipment.status_changed" }>,
): readonly ShipperEvent[] {
  const known = shipments.find((it) => it.shipmentId === shipmentId);
  if (isOver(status)) {
    return known === undefined ? [] : [{ type: "shipment.over", shipmentId, status }];
  }
  // Bids that were received once are still there when an award came to nothing.
  const hadBids = status === "bidding" && known?.phase === "BidsReceived";
  const now = phase ?? (hadBids ? "BidsReceived" : PHASE_BY_STATUS[status]);
  if (known?.status === status && known.phase === now) return [];
  return [{ type: "shipment.followed", shipmentId, status, phase: now }];
}
