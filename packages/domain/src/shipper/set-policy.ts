import { refuse, type Refusal } from "@msafara/kernel";
import { mayAct } from "../access/may-act.ts";
import type { Shipper, ShipperEvent, ShipperMessage } from "./shipper.ts";

/** Says what the agent may do by itself; it never spends without a limit. */
export function setPolicy(
  shipper: Shipper,
  { by, policy: change }: Extract<ShipperMessage, { type: "set-policy" }>,
): readonly ShipperEvent[] | Refusal {
  const { shipperId, orgId } = shipper;
  const org = orgId === undefined ? {} : { orgId };
  const may = mayAct(by, "set-policy", { kind: "shipper", ownerId: shipperId, ...org });
  if (may !== true) return may;
  const policy = { ...shipper.policy, ...change };
  const { autoAward, ceiling, openMax } = policy;
  if (autoAward && ceiling === undefined && openMax === undefined) return refuse("limit-missing");
  const own = by.agentId === shipperId && by.orgId !== undefined ? { orgId: by.orgId } : org;
  return [{ type: "policy.set", policy, ...own }];
}
