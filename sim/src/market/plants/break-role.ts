import type { Role } from "@msafara/runtime";

/** The roles, one of them changed. */
export function breakRole(
  roles: readonly Role[],
  name: string,
  change: (role: Role) => Partial<Role>,
): readonly Role[] {
  return roles.map((role) => (role.name === name ? { ...role, ...change(role) } : role));
}
