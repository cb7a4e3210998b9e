import type { Role } from "@msafara/runtime";
import { breakRole } from "./break-role.ts";

/** A bid is live to everybody who was asked. */
export function openBids(roles: readonly Role[]): readonly Role[] {
  return breakRole(roles, "platform", ({ follow }) => ({
    follow: (event, around) => {
      const due = follow(event, around);
      const told = due.find((it) => "live" in it && it.live === "bid.submitted");
      if (told === undefined || !("live" in told)) return due;
      const asked: readonly { readonly driverId: string }[] = around.state.asked ?? [];
      const others = asked.filter(({ driverId }) => driverId !== event.bid?.driverId);
      const all = others.map(({ driverId }) => ({ ...told, audience: `driver:${driverId}` }));
      return [...due, ...all];
    },
  }));
}
