import type { Instant } from "@msafara/kernel";
import type { SessionClaims } from "@msafara/store";
import { claimsOf } from "./access-claims.ts";
import { signAccessToken } from "./access-token.ts";
import { hashToken } from "./hash-token.ts";
import { endsOf, type Reception } from "./reception.ts";
import { mintRefreshToken, type TokenPair } from "./refresh-token.ts";

/** A pair for a client, and what is kept of it. */
export interface MintedPair {
  readonly pair: TokenPair;
  readonly kept: { readonly hash: string; readonly expiresAt: Instant };
}

/** Mints the next pair of a session. It opens nothing before the session knows its hash. */
export function mintPair(
  { ring, luck }: Pick<Reception, "ring" | "luck">,
  session: SessionClaims,
  now: Instant,
): MintedPair {
  const refreshToken = mintRefreshToken(luck);
  const accessToken = signAccessToken(claimsOf(session, now), { ...ring().signer(now), now });
  return {
    pair: { accessToken, refreshToken },
    kept: { hash: hashToken(refreshToken), expiresAt: endsOf(now).token },
  };
}
