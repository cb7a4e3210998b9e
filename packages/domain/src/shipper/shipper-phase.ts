import type { ShipmentStatus, ShipperPhase } from "../shipment/status-of.ts";
import type { Shipper } from "./shipper.ts";

/** What a status means to a shipper's agent (R13); one that is over means nothing to it any more. */
export const PHASE_BY_STATUS: Readonly<Record<ShipmentStatus, ShipperPhase>> = {
  requested: "RequestPending",
  broadcasting: "RequestPending",
  bidding: "RequestPending",
  awarding: "BidsReceived",
  booked: "Booked",
  "at-pickup": "Booked",
  loading: "Booked",
  "in-transit": "InTransit",
  "at-delivery": "InTransit",
  unloading: "InTransit",
  delivered: "Delivered",
  disputed: "Disputed",
  completed: "Registered",
  cancelled: "Registered",
  expired: "Registered",
};

/** What wants the shipper's eye first. */
const BY_URGENCY: readonly ShipperPhase[] = [
  "Disputed",
  "BidsReceived",
  "Delivered",
  "RequestPending",
  "Booked",
  "InTransit",
];

/** Whether a shipment is over. */
export function isOver(status: ShipmentStatus): boolean {
  return PHASE_BY_STATUS[status] === "Registered";
}

/** A shipper's agent as operators see it: by the shipment that wants its eye first (U63). */
export function shipperPhase({ shipments }: Shipper): ShipperPhase {
  const phases = shipments.map(({ phase }) => phase);
  return BY_URGENCY.find((phase) => phases.includes(phase)) ?? "Registered";
}
