import type { Role } from "@msafara/runtime";
import { breakRole } from "./break-role.ts";

/** Nobody writes down whom a wave passed over. */
export function unexplained(roles: readonly Role[]): readonly Role[] {
  return breakRole(roles, "platform", ({ follow }) => ({
    follow: (event, around) =>
      follow(event, around).filter(
        (it) => !("view" in it) || it.view !== "asks" || it.row?.["outcome"] !== "passed-over",
      ),
  }));
}
