import { isRefusal, type Refusal, refuse } from "@msafara/kernel";
import { hashToken } from "./hash-token.ts";
import { mintPair } from "./mint-pair.ts";
import type { Caller, Reception } from "./reception.ts";
import { isRefreshToken, openPair, sealPair, type TokenPair } from "./refresh-token.ts";

/**
 * Exchanges a refresh token for the next pair (U49). Within a minute the same token gets the same
 * pair; later its session ends, and the record says that somebody had a copy.
 */
export async function renewSession(
  reception: Pick<Reception, "identity" | "ring" | "luck" | "world">,
  token: string,
  { address, requestId }: Caller,
): Promise<TokenPair | Refusal<"token-invalid" | "refresh-token-reused">> {
  const { identity, luck, world } = reception;
  const now = world.now();
  const tokenHash = hashToken(token);
  const session = isRefreshToken(token) ? await identity.findSession(tokenHash) : undefined;
  if (session === undefined) return refuse("token-invalid");
  const { pair, kept } = mintPair(reception, session, now);
  const sealed = sealPair(token, pair, luck);
  const answer = await identity.rotateRefresh({ tokenHash, successor: kept, sealed, now });
  if (!isRefusal(answer)) {
    return answer.outcome === "rotated" ? pair : openPair(token, answer.sealed);
  }
  if (answer.refused === "refresh-token-reused") {
    const { family: resource, user: who } = session;
    const why = "a refresh token was shown again after its minute";
    await identity.appendAudit([
      { who, act: "session.revoked", why, origin: address, resource, requestId },
    ]);
  }
  // Whose it was is for the record, not for whoever shows a copy.
  return refuse(answer.refused);
}
