/** Whoever knows what to show at the door. */
export interface Tokens {
  /** What to show now, or nothing when nobody is signed in. */
  readonly current: () => Promise<string | undefined>;
  /** Looks for another than this one, which the server took no longer; false when there is none. */
  readonly renew: (spent: string) => Promise<boolean>;
}

/** What a sign-in is kept as. The refresh token is as good as a password: keep it where those are kept. */
export interface KeptTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** By this machine's clock, in milliseconds. */
  readonly expiresAt: number;
}

/** Where a sign-in is kept: a browser's storage, a phone's keychain, a file. */
export interface TokenStore {
  readonly get: () => Promise<KeptTokens | undefined>;
  readonly set: (tokens: KeptTokens | undefined) => Promise<void>;
}
