import type { Role } from "@msafara/runtime";
import { breakRole } from "./break-role.ts";

/** Whoever lost is shown as a winner, too. */
export function everybodyWins(roles: readonly Role[]): readonly Role[] {
  return breakRole(roles, "platform", ({ follow }) => ({
    follow: (event, around) =>
      follow(event, around).map((it) => {
        const isLost = "view" in it && it.view === "bids" && it.row?.["status"] === "lost";
        return isLost ? { ...it, row: { ...it.row, status: "won" } } : it;
      }),
  }));
}
