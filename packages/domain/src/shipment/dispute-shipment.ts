import type { Id, Money } from "@msafara/kernel";
import type { Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

/** Stops the clock of a delivery that somebody disputes. */
export function openDispute(shipment: Shipment, caseId: Id<"cse">): readonly ShipmentEvent[] {
  return shipment.phase === "delivered" ? [{ type: "dispute.opened", caseId }] : [];
}

/** A verdict says where the money goes, and with it the shipment is over. */
export function closeDispute(
  shipment: Shipment,
  { caseId, refund }: { readonly caseId: Id<"cse">; readonly refund?: Money },
): readonly ShipmentEvent[] {
  if (shipment.phase !== "disputed" || shipment.caseId !== caseId) return [];
  return [{ type: "dispute.closed", caseId, ...(refund === undefined ? {} : { refund }) }];
}
