import type { Instant } from "@msafara/kernel";
import type { AccessClaims } from "./access-claims.ts";

/** Two kilobytes each at the most; beyond, whoever was remembered first is verified anew. */
const TOKENS_MAX = 20_000;

interface Believed {
  readonly claims: AccessClaims;
  readonly kid: string;
}

/** Tokens whose signature was verified already: that cannot change, and costs more than all else at the door. */
export interface TokenMemory {
  /** What a token says that was verified before, as long as it lives and its key is believed. */
  readonly recall: (token: string, now: Instant) => AccessClaims | undefined;
  readonly remember: (token: string, believed: Believed) => void;
}

/**
 * Remembers whole tokens that were verified against one ring of keys, so only ours are in it. Whether a
 * session was ended is not its business: that is asked each time (U186).
 */
export function openTokenMemory(isBelieved: (kid: string, now: Instant) => boolean): TokenMemory {
  const tokens = new Map<string, Believed>();
  return {
    recall: (token, now) => {
      const known = tokens.get(token);
      if (known === undefined) return undefined;
      if (now < known.claims.expiresAt && isBelieved(known.kid, now)) return known.claims;
      tokens.delete(token);
      return undefined;
    },
    remember: (token, believed) => {
      const [oldest] = tokens.size < TOKENS_MAX ? [] : tokens.keys();
      if (oldest !== undefined) tokens.delete(oldest);
      tokens.set(token, believed);
    },
  };
}
