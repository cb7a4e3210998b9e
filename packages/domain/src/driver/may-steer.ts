import type { Actor } from "../access/actor.ts";
import { type AccessRefusal, type ActionOn, mayAct } from "../access/may-act.ts";
import type { Driver } from "./driver.ts";

/** Whether somebody may steer this driver's agent at all. */
export function maySteer(
  { driverId, profile }: Driver,
  by: Actor,
  action: ActionOn<"driver">,
): true | AccessRefusal {
  const org = profile?.orgId === undefined ? {} : { orgId: profile.orgId };
  return mayAct(by, action, { kind: "driver", ownerId: driverId, ...org });
}
