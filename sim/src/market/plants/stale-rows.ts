import type { Role } from "@msafara/runtime";
import { breakRole } from "./break-role.ts";

/** The end of a shift does not reach the row that the roster reads. */
export function staleRows(roles: readonly Role[]): readonly Role[] {
  return breakRole(roles, "driver", ({ follow }) => ({
    follow: (event, around) =>
      follow(event, around).filter((it) => event.type !== "availability.set" || !("view" in it)),
  }));
}
