import { isRefusal } from "@msafara/kernel";
import type { Role } from "@msafara/runtime";
import { breakRole } from "./break-role.ts";

/** A change is answered as done, and forgotten. */
export function politeNothing(roles: readonly Role[]): readonly Role[] {
  return breakRole(roles, "platform", ({ decide }) => ({
    decide: (shipment, message, given) => {
      const events = decide(shipment, message, given);
      return message.type === "change-shipment" && !isRefusal(events) ? [] : events;
    },
  }));
}
