import { type Id, refuse, type Refusal } from "@msafara/kernel";
import type { Actor } from "./actor.ts";
import { type Right, RIGHTS } from "./rights.ts";

/** What kinds of things there are to act on. */
export type ResourceKind = keyof typeof RIGHTS;

/** What can be done to one kind of thing. */
export type ActionOn<Kind extends ResourceKind> = keyof (typeof RIGHTS)[Kind] & string;

/** What is acted on, and who stands how to it. */
export interface Resource<Kind extends ResourceKind = ResourceKind> {
  readonly kind: Kind;
  /** The agent whose own it is: the shipper of a shipment, the driver of a bid. */
  readonly ownerId?: Id;
  readonly orgId?: Id<"org">;
  /** Agents who take part in it. */
  readonly partyIds?: readonly Id[];
}

/** Why somebody may not: never, not with this key, or not to this one, which is as good as absent. */
export type AccessRefusal = Refusal<"role-may-not" | "scope-missing" | "not-yours">;

/** Whether somebody may do something at all. Asked first by every rule that a person can call. */
export function mayAct<Kind extends ResourceKind>(
  actor: Actor,
  action: ActionOn<Kind>,
  resource: Resource<Kind>,
): true | AccessRefusal {
  const actions: Readonly<Record<string, Right>> = RIGHTS[resource.kind];
  const right = actions[action];
  if (right === undefined) return refuse("role-may-not", { role: actor.role, action });
  if (actor.scopes !== undefined && !actor.scopes.includes(right.scope)) {
    return refuse("scope-missing", { scope: right.scope, action });
  }
  if (mayTo(right, actor, resource)) return true;
  const code = mayToSome(right, actor) ? "not-yours" : "role-may-not";
  return refuse(code, { role: actor.role, action });
}

function mayTo(right: Right, actor: Actor, resource: Resource): boolean {
  const { role, orgRole } = actor;
  if (role === "admin" || lists(right.another, role)) return true;
  if (lists(right.own, role) && isOwn(actor, resource)) return true;
  if (lists(right.party, role) && takesPart(actor, resource)) return true;
  return lists(right.org, orgRole) && isOfOrg(actor, resource);
}

/** Whether the right is given to this kind of person, if only for what is theirs. */
function mayToSome({ own, org, party }: Right, { role, orgRole }: Actor): boolean {
  return lists(own, role) || lists(party, role) || lists(org, orgRole);
}

function lists<Name>(names: readonly Name[] | undefined, name: Name | undefined): boolean {
  return name !== undefined && names?.includes(name) === true;
}

function isOwn({ agentId }: Actor, { ownerId }: Resource): boolean {
  return agentId !== undefined && agentId === ownerId;
}

function takesPart({ agentId }: Actor, { partyIds = [] }: Resource): boolean {
  return agentId !== undefined && partyIds.includes(agentId);
}

function isOfOrg({ orgId }: Actor, resource: Resource): boolean {
  return orgId !== undefined && orgId === resource.orgId;
}
