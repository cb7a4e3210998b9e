import { isRefusal, type Refusal, refuse } from "@msafara/kernel";
import type { AuditEntry, SessionClaims } from "@msafara/store";
import { auditLineOf } from "./audited.ts";
import { hashToken } from "./hash-token.ts";
import { mintPair } from "./mint-pair.ts";
import type { Caller, Reception } from "./reception.ts";
import { isRefreshToken, openPair, sealPair, type TokenPair } from "./refresh-token.ts";

/**
 * Exchanges a refresh token for the next pair (U49). Within a minute the same token gets the same
 * pair; later its session ends, and the record says that somebody had a copy.
 */
export async function renewSession(
  reception: Pick<Reception, "identity" | "ring" | "luck" | "revocations" | "world">,
  token: string,
  caller: Caller,
): Promise<TokenPair | Refusal<"token-invalid" | "refresh-token-reused">> {
  const { identity, luck, world } = reception;
  const now = world.now();
  const tokenHash = hashToken(token);
  const session = isRefreshToken(token) ? await identity.findSession(tokenHash) : undefined;
  if (session === undefined) return refuse("token-invalid");
  const { pair, kept } = mintPair(reception, session, now);
  const sealed = sealPair(token, pair, luck);
  const { joins } = session;
  const exchange = { tokenHash, successor: kept, sealed, ...(joins && { joins }), now };
  const answer = await identity.together(async (tx) => {
    const exchanged = await tx.rotateRefresh(exchange);
    if (isRefusal(exchanged) && exchanged.refused === "refresh-token-reused") {
      await tx.appendAudit([theftOf(session, caller)]);
    }
    return exchanged;
  });
  // Whose it was is for the record, not for whoever shows a copy.
  if (isRefusal(answer)) {
    if (answer.refused === "refresh-token-reused") reception.revocations.tell([session.family]);
    return refuse(answer.refused);
  }
  return answer.outcome === "rotated" ? pair : openPair(token, answer.sealed);
}

function theftOf({ user: who, family: resource }: SessionClaims, caller: Caller): AuditEntry {
  const why = "a refresh token was shown again after its minute";
  return auditLineOf(caller, { who, act: "session.revoked", why, resource });
}
