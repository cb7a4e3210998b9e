import type { Id, Instant, Position } from "@msafara/kernel";
import { bookingOf, CARRIAGE, type CarriagePhase, type Shipment } from "./shipment.ts";
import type { EventOf, ShipmentEvent } from "./shipment-event.ts";
import type { ProgressStep } from "./shipment-message.ts";

/** Where each step of a truck brings its shipment. */
const STEPS: Readonly<Record<EventOf<"shipment.progressed">["to"], ProgressStep>> = {
  "at-pickup": "arrived-pickup",
  loading: "loaded",
  "in-transit": "departed",
  "at-delivery": "arrived-delivery",
  unloading: "unloaded",
  delivered: "delivered",
};

export interface Progress {
  readonly tripId: Id<"trp">;
  readonly step: ProgressStep;
  readonly at: Instant;
  readonly position?: Position;
}

/**
 * Follows the truck. A step that comes late overwrites nothing (R24); one that comes early implies
 * those before it, so that a shipment goes through all of its states.
 */
export function progressShipment(
  shipment: Shipment,
  { tripId, step, at, position }: Progress,
): readonly ShipmentEvent[] {
  const from = CARRIAGE.indexOf(carriagePhase(shipment));
  if (from < 0 || bookingOf(shipment)?.tripId !== tripId) return [];
  const to = CARRIAGE.findIndex((phase) => phase !== "booked" && STEPS[phase] === step);
  return CARRIAGE.slice(from + 1, to + 1).flatMap((phase): readonly ShipmentEvent[] => {
    if (phase === "booked") return [];
    const told = { to: phase, step: STEPS[phase], at, implied: STEPS[phase] !== step };
    const where = position === undefined ? {} : { position };
    return [{ type: "shipment.progressed", ...told, ...where }];
  });
}

/** What is not on the job is as far as can be: no step brings it further. */
function carriagePhase({ phase }: Shipment): CarriagePhase {
  return CARRIAGE.find((it) => it === phase) ?? "delivered";
}
