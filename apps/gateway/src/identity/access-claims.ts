import type { Id, Instant } from "@msafara/kernel";
import type { MemberRole, SessionClaims, UserRole } from "@msafara/store";

/** For so long an access token is believed without asking anybody (U185). */
export const ACCESS_TOKEN_MS = 900_000;

/** Who comes, as the token says it. */
export interface AccessClaims {
  readonly sub: Id<"usr">;
  readonly role: UserRole;
  /** The agent that acts for the user. */
  readonly agent: Id | null;
  readonly org: Id<"org"> | null;
  readonly orgRole: MemberRole | null;
  readonly family: Id<"fam">;
  /** When the password was shown; some things are only done soon after. */
  readonly authAt: Instant;
  readonly expiresAt: Instant;
}

/** What a session's next access token says. */
export function claimsOf(session: SessionClaims, now: Instant): AccessClaims {
  const { user, role, agent, organization, memberRole, family, openedAt, endsAt } = session;
  const expiresAt = Math.min(now + ACCESS_TOKEN_MS, endsAt);
  return {
    sub: user,
    role,
    agent,
    org: organization,
    orgRole: memberRole,
    family,
    authAt: openedAt,
    expiresAt,
  };
}
