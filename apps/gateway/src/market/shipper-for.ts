import { type Actor, noShipper, type Shipper, type ShipperRow } from "@msafara/domain";
import { type Id, refuse, type Refusal } from "@msafara/kernel";
import { isColleague } from "./is-colleague.ts";
import type { MarketDesk } from "./market-desk.ts";

/**
 * For whom somebody asks: himself, or the shipper whom he names. Whether he may is the rule's to say;
 * an operator or a dispatcher who names nobody is asked whom he means.
 */
export async function shipperFor(
  desk: Pick<MarketDesk, "market" | "people">,
  actor: Actor,
  named: Id<"shr"> | undefined,
): Promise<Shipper | Refusal> {
  const shipperId = named ?? ownShipper(actor);
  if (shipperId === undefined) return refuse("shipper-missing");
  const isOwn = shipperId === actor.agentId;
  const row = await desk.market.readShipper(shipperId);
  const shipper = row === undefined ? noShipper(shipperId) : shipperIn(row);
  const { orgId } = actor;
  // Who trades for himself trades for the organization in whose name he came in.
  if (isOwn) return orgId === undefined ? shipper : { ...shipper, orgId };
  if (shipper.orgId === undefined && orgId !== undefined) {
    // His agent has not said where he belongs: the list of members has.
    if (await isColleague(desk, orgId, shipperId)) return { ...shipper, orgId };
  }
  return row === undefined ? refuse("agent-not-found") : shipper;
}

/** A shipper as his own rules know him. */
function shipperIn({ shipperId, orgId, policy, shipments }: ShipperRow): Shipper {
  return { shipperId, policy, shipments, ...(orgId === null ? {} : { orgId }) };
}

function ownShipper({ agentId }: Actor): Id<"shr"> | undefined {
  return agentId !== undefined && isShipper(agentId) ? agentId : undefined;
}

function isShipper(id: Id): id is Id<"shr"> {
  return id.startsWith("shr_");
}
