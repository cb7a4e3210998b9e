import { type Id, type Instant, refuse, type Refusal } from "@msafara/kernel";
import type { Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

export type ConfirmRefusal = Refusal<"not-delivered" | "dispute-open">;

/** Confirms that all is well, which releases the money (U111). Once is enough. */
export function confirmDelivery(
  shipment: Shipment,
  now: Instant,
): readonly ShipmentEvent[] | ConfirmRefusal {
  switch (shipment.phase) {
    case "delivered":
      if (shipment.confirmed) return [{ type: "confirmation.repeated" }];
      return [{ type: "delivery.confirmed", by: "shipper", at: now }];
    case "completed":
      return [{ type: "confirmation.repeated" }];
    case "disputed":
      return refuse("dispute-open", { caseId: shipment.caseId });
    default:
      return refuse("not-delivered", { phase: shipment.phase });
  }
}

/** A shipper who says nothing for a day has nothing to say. */
export function confirmByTime(shipment: Shipment, now: Instant): readonly ShipmentEvent[] {
  if (shipment.phase !== "delivered" || shipment.confirmed) return [];
  return [{ type: "delivery.confirmed", by: "time", at: now }];
}

/** The driver has his money, and the shipment is history. */
export function completeShipment(
  shipment: Shipment,
  { bidId }: { readonly bidId: Id<"bid"> },
): readonly ShipmentEvent[] {
  if (shipment.phase !== "delivered" || !shipment.confirmed) return [];
  return shipment.booking.bidId === bidId ? [{ type: "shipment.completed" }] : [];
}
