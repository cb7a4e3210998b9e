/** How often and how long everything is measured. */
export interface Plan {
  readonly rounds: number;
  /** Of what is only reckoned, in this process. */
  readonly tries: number;
  readonly rosterTries: number;
  readonly lastsMs: number;
  readonly turnsMs: number;
  readonly loginsMs: number;
  readonly tellings: number;
}

/** Under four minutes, or under one. */
export function planOf({ isQuick }: { readonly isQuick: boolean }): Plan {
  return isQuick
    ? {
        rounds: 1,
        tries: 30,
        rosterTries: 100,
        lastsMs: 1_000,
        turnsMs: 1_500,
        loginsMs: 1_000,
        tellings: 10,
      }
    : {
        rounds: 5,
        tries: 100,
        rosterTries: 300,
        lastsMs: 1_500,
        turnsMs: 2_000,
        loginsMs: 2_000,
        tellings: 40,
      };
}
