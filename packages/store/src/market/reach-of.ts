import {
  type ActionOn,
  type Actor,
  mayAct,
  type Resource,
  type ResourceKind,
} from "@msafara/domain";
import type { Id } from "@msafara/kernel";

/** How far somebody's right reaches: to everything, to his own, to his organization's, to where he takes part. */
export interface Reach {
  readonly all: boolean;
  readonly own?: Id;
  readonly org?: Id<"org">;
  readonly party?: Id;
}

/** Asks the table of rights what a question to the database then has to filter by. */
export function reachOf<Kind extends ResourceKind>(
  viewer: Actor,
  action: ActionOn<Kind>,
  kind: Kind,
): Reach {
  const { agentId, orgId } = viewer;
  const may = (stands: Omit<Resource<Kind>, "kind">) =>
    mayAct(viewer, action, { kind, ...stands }) === true;
  return {
    all: may({}),
    ...(agentId !== undefined && may({ ownerId: agentId }) ? { own: agentId } : {}),
    ...(orgId !== undefined && may({ orgId }) ? { org: orgId } : {}),
    ...(agentId !== undefined && may({ partyIds: [agentId] }) ? { party: agentId } : {}),
  };
}
