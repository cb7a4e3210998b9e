import type { Role } from "@msafara/runtime";
import { breakRole } from "./break-role.ts";

/** A driver who committed is not told that he is free again. */
export function forgottenRelease(roles: readonly Role[]): readonly Role[] {
  return breakRole(roles, "platform", ({ follow }) => ({
    follow: (event, around) =>
      follow(event, around).filter(
        (it) => !("send" in it) || it.send.type !== "commitment.released",
      ),
  }));
}
