import type { Consequence } from "../consequence.ts";
import { isOnMarket, type Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";
import type { ShipmentMessage } from "./shipment-message.ts";
import { statusOf } from "./status-of.ts";

/** What whoever commanded is told. An event that nobody commanded answers nobody. */
export function replyTo(
  { type }: Pick<ShipmentMessage, "type">,
  event: ShipmentEvent,
  shipment: Exclude<Shipment, { readonly phase: "new" }>,
): readonly Consequence[] {
  const { status } = statusOf(shipment);
  const { shipmentId } = shipment;
  switch (`${type} ${event.type}`) {
    case "request-shipment shipment.requested":
      return [{ reply: { id: shipmentId, reference: shipment.request.reference, status } }];
    case "change-shipment shipment.changed":
    case "award-bid bid.selected":
    case "confirm-delivery delivery.confirmed":
      return [{ reply: { id: shipmentId, status } }];
    case "submit-bid bid.submitted":
      return replyWithBid(event, shipment);
    case "withdraw-bid bid.withdrawn":
      return event.type === "bid.withdrawn"
        ? [{ reply: { id: event.bidId, shipmentId, status: "withdrawn" } }]
        : [];
    case "cancel-shipment shipment.cancelled":
      return replyWithFee(event, status);
    default:
      return [];
  }
}

function replyWithBid(
  event: ShipmentEvent,
  shipment: Exclude<Shipment, { readonly phase: "new" }>,
): readonly Consequence[] {
  if (event.type !== "bid.submitted" || !isOnMarket(shipment)) return [];
  const { bidId, amount, estimatedMinutes } = event.bid;
  const { shipmentId } = shipment;
  return [{ reply: { id: bidId, shipmentId, status: "submitted", amount, estimatedMinutes } }];
}

function replyWithFee(event: ShipmentEvent, status: string): readonly Consequence[] {
  if (event.type !== "shipment.cancelled") return [];
  const { money } = event.undo;
  const fee = money?.deed === "refund" ? { fee: money.fee, refund: money.amount } : {};
  return [{ reply: { status, ...fee } }];
}
