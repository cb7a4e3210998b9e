import type { Role } from "@msafara/runtime";
import { breakRole } from "./break-role.ts";

const ON_THE_ROAD = ["loading", "in-transit", "at-delivery", "unloading"];

/** A shipment can still be cancelled when its cargo is on the truck. */
export function cancelOnTheRoad(roles: readonly Role[]): readonly Role[] {
  const asAtPickup = (shipment: { readonly phase: string }) =>
    ON_THE_ROAD.includes(shipment.phase) ? { ...shipment, phase: "at-pickup" } : shipment;
  return breakRole(roles, "platform", ({ decide, evolve }) => ({
    decide: (shipment, message, given) => {
      const isCancel = message.type === "cancel-shipment";
      return decide(isCancel ? asAtPickup(shipment) : shipment, message, given);
    },
    evolve: (shipment, event) =>
      evolve(event.type === "shipment.cancelled" ? asAtPickup(shipment) : shipment, event),
  }));
}
