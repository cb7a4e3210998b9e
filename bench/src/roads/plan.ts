/** How often and on how much everything is measured. */
export interface Plan {
  readonly rounds: number;
  readonly pairs: number;
  /** Of the peers that take tens of milliseconds a question. */
  readonly slowPairs: number;
  readonly tries: number;
  /** Of the public instances every so many-th is planned. */
  readonly everyTour: number;
  /** Of two hundred loads, and of a dozen. */
  readonly markets: number;
  readonly smallMarkets: number;
}

/** About five minutes, or under one and a half. */
export function planOf({ isQuick }: { readonly isQuick: boolean }): Plan {
  return isQuick
    ? { rounds: 2, pairs: 300, slowPairs: 40, tries: 3, everyTour: 8, markets: 3, smallMarkets: 50 }
    : {
        rounds: 3,
        pairs: 1_000,
        slowPairs: 100,
        tries: 7,
        everyTour: 1,
        markets: 20,
        smallMarkets: 1_000,
      };
}
