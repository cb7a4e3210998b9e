/** Whoever knows what to show at the door. */
export interface Tokens {
  /** What to show now, or nothing when nobody is signed in. */
  readonly current: () => Promise<string | undefined>;
  /** Looks for another than this one, which the server took no longer. False when there is none. */
  readonly renew: (spent: string) => Promise<boolean>;
}
