import type { Id } from "@msafara/kernel";
import type { Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

/** Stops the clock of a delivery that somebody disputes. */
export function openDispute(shipment: Shipment, caseId: Id<"cse">): readonly ShipmentEvent[] {
  return shipment.phase === "delivered" ? [{ type: "dispute.opened", caseId }] : [];
}

/** A dispute that is closed has settled the money, too. */
export function closeDispute(shipment: Shipment, caseId: Id<"cse">): readonly ShipmentEvent[] {
  if (shipment.phase !== "disputed" || shipment.caseId !== caseId) return [];
  return [{ type: "dispute.closed", caseId }];
}
