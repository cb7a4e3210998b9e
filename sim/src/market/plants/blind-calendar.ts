import type { Role } from "@msafara/runtime";
import { breakRole } from "./break-role.ts";

/** A driver answers awards as if nothing were in his calendar. */
export function blindCalendar(roles: readonly Role[]): readonly Role[] {
  return breakRole(roles, "driver", ({ decide }) => ({
    decide: (driver, message, given) => {
      const isAward = ["bid.selected", "answer-award", "shipment.requested"].includes(message.type);
      return decide(isAward ? { ...driver, commitments: [] } : driver, message, given);
    },
  }));
}
