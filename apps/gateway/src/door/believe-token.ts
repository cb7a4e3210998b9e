import type { Actor } from "@msafara/domain";
import { isRefusal, refuse, type Refusal, type World } from "@msafara/kernel";
import type { AccessClaims } from "../identity/access-claims.ts";
import { type TokenRefusal, verifyAccessToken } from "../identity/access-token.ts";
import type { KeyRing } from "../identity/key-ring.ts";
import type { Revocations } from "../keys/keep-revocations.ts";
import type { Visitor } from "./handler.ts";

/** What it takes to believe a token. */
export interface TokenRegisters {
  readonly world: Pick<World, "now">;
  readonly ring: () => KeyRing;
  /** Reads the ring anew, since a token names a key that is not on it; false when it was just read. */
  readonly readAnew: () => Promise<boolean>;
  readonly revocations: Pick<Revocations, "isEnded">;
}

/** What an access token says, if it is one of ours and neither it nor its session has ended (U186). */
export async function believeToken(
  registers: TokenRegisters,
  token: string,
): Promise<AccessClaims | Refusal<TokenRefusal>> {
  const first = believe(registers, token);
  // Another gateway may have made a key since: the ring is read anew before the token is refused.
  const isAgain = first.isKeyUnknown && (await registers.readAnew());
  const claims = isAgain ? believe(registers, token).claims : first.claims;
  const isEnded = !isRefusal(claims) && registers.revocations.isEnded(claims.family);
  return isEnded ? refuse("token-invalid") : claims;
}

function believe({ ring, world }: TokenRegisters, token: string) {
  const now = world.now();
  const keys = ring();
  const known = keys.tokens.recall(token, now);
  if (known !== undefined) return { claims: known, isKeyUnknown: false };
  let [named, isKeyUnknown] = ["", false];
  const keyOf = (kid: string) => {
    const key = keys.keyOf(kid, now);
    [named, isKeyUnknown] = [kid, key === undefined];
    return key;
  };
  const claims = verifyAccessToken(token, { keyOf, now });
  if (!isRefusal(claims)) keys.tokens.remember(token, { claims, kid: named });
  return { claims, isKeyUnknown };
}

/** Whom a token lets in. */
export function visitorOf(claims: AccessClaims): Visitor {
  const { sub, role, agent, org, orgRole, family, authAt } = claims;
  const actor: Actor = {
    userId: sub,
    role,
    ...(agent !== null && { agentId: agent }),
    ...(org !== null && { orgId: org }),
    ...(orgRole !== null && { orgRole }),
  };
  return { actor, principal: sub, session: { family, authAt } };
}
