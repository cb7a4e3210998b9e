import type { MemberRole, Role, Route, Scope } from "@msafara/contracts";
import { refuse, type Refusal } from "@msafara/kernel";
import type { Visitor } from "./handler.ts";

/** Why somebody is not let in. */
export type Turned = Refusal<"token-missing" | "role-may-not" | "scope-missing">;

/**
 * Whether somebody may ask this at all: by what his account is for, by his office in an organization, or
 * by what his key is for, which may no more than its maker. Whose things he may then see is decided
 * behind the door.
 */
export function admit(
  { roles, members = [], scopes }: Pick<Route, "roles" | "members" | "scopes">,
  visitor: Visitor | undefined,
): Turned | undefined {
  if (roles === "anyone") return undefined;
  if (visitor === undefined) return refuse("token-missing");
  const { actor } = visitor;
  if (actor.scopes !== undefined && !scopes.some((scope: Scope) => actor.scopes?.includes(scope))) {
    return refuse("scope-missing", { scope: scopes.join("` / `") });
  }
  const office: MemberRole | undefined = actor.orgRole;
  const role: Role = actor.role;
  if (roles.includes(role) || (office !== undefined && members.includes(office))) return undefined;
  return refuse("role-may-not", { role });
}
