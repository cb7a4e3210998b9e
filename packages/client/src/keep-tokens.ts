import type { World } from "@msafara/kernel";
import { MsafaraProblem } from "./msafara-problem.ts";
import type { KeptTokens, Tokens, TokenStore } from "./tokens.ts";

/** A token that is shown with less left may end on its way, or before the next heartbeat of a socket. */
const AHEAD_MS = 60_000;
const UNAUTHORIZED = 401;

/** A pair as the wire has it. */
export interface WirePair {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

/** Keeps a sign-in, and gives it up. */
export interface TokenKeeper extends Tokens {
  readonly keep: (pair: WirePair) => Promise<void>;
  readonly forget: () => Promise<void>;
}

/** What tokens are kept with. */
export interface KeeperParts {
  readonly world: Pick<World, "now">;
  readonly store: TokenStore;
  readonly refresh: (refreshToken: string) => Promise<WirePair>;
  /** Called once the server has ended the sign-in; not by a logout that was asked for. */
  readonly onSignedOut?: (() => void) | undefined;
}

/** Keeps tokens fresh: shortly before they end, one exchange at a time, whoever asks meanwhile shares it. */
export function keepTokens(parts: KeeperParts): TokenKeeper {
  const { world, store } = parts;
  let exchanging: Promise<KeptTokens | undefined> | undefined;

  function exchange(kept: KeptTokens): Promise<KeptTokens | undefined> {
    exchanging ??= exchangeOnce(parts, kept).finally(() => {
      exchanging = undefined;
    });
    return exchanging;
  }

  return {
    current: async () => {
      const kept = await store.get();
      if (kept === undefined) return undefined;
      const leftMs = kept.expiresAt - world.now();
      if (leftMs > AHEAD_MS) return kept.accessToken;
      try {
        return (await exchange(kept))?.accessToken;
      } catch (problem) {
        // It is good for a little while yet, and the network may be back before that is over.
        if (leftMs > 0) return kept.accessToken;
        throw problem;
      }
    },
    renew: async (spent) => {
      const kept = await store.get();
      if (kept === undefined) return false;
      // Somebody else has exchanged it meanwhile: another call, or another tab.
      if (kept.accessToken !== spent) return true;
      return (await exchange(kept)) !== undefined;
    },
    keep: (pair) => store.set(keptOf(pair, world.now())),
    forget: () => store.set(undefined),
  };
}

async function exchangeOnce(
  { world, store, refresh, onSignedOut }: KeeperParts,
  kept: KeptTokens,
): Promise<KeptTokens | undefined> {
  const askedAt = world.now();
  try {
    const next = keptOf(await refresh(kept.refreshToken), askedAt);
    await store.set(next);
    return next;
  } catch (problem) {
    if (!(problem instanceof MsafaraProblem) || problem.status !== UNAUTHORIZED) throw problem;
    // Another tab may have come first by more than the server's minute of grace.
    const now = await store.get();
    if (now !== undefined && now.refreshToken !== kept.refreshToken) return now;
    await store.set(undefined);
    onSignedOut?.();
    return undefined;
  }
}

function keptOf({ access_token, refresh_token, expires_in }: WirePair, from: number): KeptTokens {
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresAt: from + 1_000 * expires_in,
  };
}
