import { assert, isRefusal, type Refusal, refuse } from "@msafara/kernel";
import type { KnownUser } from "@msafara/store";
import { audited, auditLineOf } from "./audited.ts";
import { mintPair } from "./mint-pair.ts";
import { type Caller, endsOf, type Reception } from "./reception.ts";
import type { TokenPair } from "./refresh-token.ts";

/** Why no session is opened for somebody who has proved who they are. */
export type SessionRefusal = "account-suspended" | "credentials-wrong";

/**
 * Opens a session for somebody who has just proved who they are. It speaks for their oldest
 * organization; whoever was removed from it meanwhile comes in for themselves.
 */
export async function beginSession(
  reception: SessionParts,
  user: SessionUser,
  caller: Caller,
): Promise<TokenPair | Refusal<SessionRefusal>> {
  const pair = await begin(reception, user, caller);
  if (pair !== "no-member") return pair;
  const alone = await begin(reception, { ...user, membership: null }, caller);
  assert(alone !== "no-member", "nobody is removed from no organization");
  return alone;
}

type SessionParts = Pick<Reception, "identity" | "ring" | "luck" | "revocations" | "world">;

interface SessionUser extends Pick<
  KnownUser,
  "id" | "role" | "agent" | "passwordHash" | "membership"
> {
  /** The attempt that this was: it is taken back in the same commit, since it was none in vain. */
  readonly attempt?: { readonly phone: string; readonly address: string };
}

async function begin(
  reception: SessionParts,
  { id, role, agent, passwordHash, attempt, membership }: SessionUser,
  caller: Caller,
): Promise<TokenPair | Refusal<SessionRefusal> | "no-member"> {
  const { identity, revocations, world } = reception;
  const { device, address } = caller;
  const now = world.now();
  const family = world.mint("fam");
  const endsAt = endsOf(now).session;
  const { organization = null, role: memberRole = null } = membership ?? {};
  const claims = { family, user: id, role, agent, organization, memberRole, openedAt: now, endsAt };
  const { pair, kept } = mintPair(reception, claims, now);
  const line = auditLineOf(caller, { who: id, act: "session.opened", resource: family });
  const opened = await audited(identity, line, async (tx) => {
    const answer = await tx.openSession({
      family,
      user: id,
      address,
      ...(device !== undefined && { device }),
      ...(organization !== null && { organization }),
      token: kept,
      endsAt,
      passwordHash,
      now,
    });
    if (attempt !== undefined && !isRefusal(answer)) await tx.forgiveLogin(attempt);
    return answer;
  });
  if (!isRefusal(opened)) {
    revocations.tell(opened.sessionsEnded);
    return pair;
  }
  if (opened.refused === "organization-not-found") return "no-member";
  return refuse(opened.refused);
}
