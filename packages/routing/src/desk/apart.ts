/** Where no way leads it takes longer than any shift lasts, even one that is let end two weeks later: 23 days. */
export const APART = 2_000_000_000;
