import type { Actor } from "@msafara/domain";
import { type Address, addressOf } from "@msafara/runtime";

/** Which agent a prefix of an id belongs to. */
const ROLES: Readonly<Record<string, string>> = { drv: "driver", fac: "facility", shr: "shipper" };

/** Kinds of topics whose agent has another name: a shipment is led by the platform's agent. */
const KINDS: Readonly<Record<string, string>> = { shipment: "platform" };

/** A payment's agent goes by the letters of its shipment. */
const TWINS: Readonly<Record<string, string>> = { pay: "shp" };

/** Inboxes that one's own agent tells. */
const OWN = new Set(["me", "market"]);

/**
 * Whose events a topic means to one person: `me` is his own agent, and so is the `market` to a driver, whose
 * agent looks through the loads for him; who has none has no such inbox.
 */
export function addressOfTopic(topic: string, { agentId }: Actor): Address | undefined {
  const slash = topic.indexOf("/");
  if (slash !== -1) {
    const kind = topic.slice(0, slash);
    const id = topic.slice(slash + 1);
    const prefix = id.slice(0, id.indexOf("_"));
    const twin = `${TWINS[prefix] ?? prefix}${id.slice(prefix.length)}`;
    return addressOf(KINDS[kind] ?? kind, twin);
  }
  if (!OWN.has(topic)) return addressOf(topic, "all");
  if (agentId === undefined) return undefined;
  const role = ROLES[agentId.slice(0, 3)];
  const isHis = topic === "me" || role === "driver";
  return role === undefined || !isHis ? undefined : addressOf(role, agentId);
}
