/** How often and how long everything is measured. */
export interface Plan {
  readonly rounds: number;
  readonly turnsMs: number;
  readonly baselineMs: number;
  readonly asksMs: number;
  readonly hopsMs: number;
  readonly latencyRounds: number;
  readonly slowRounds: number;
  readonly parcels: readonly number[];
  readonly connections: readonly number[];
}

/** Under six minutes, or under one. */
export function planOf({ isQuick }: { readonly isQuick: boolean }): Plan {
  if (isQuick) {
    return {
      rounds: 1,
      turnsMs: 1_500,
      baselineMs: 1_000,
      asksMs: 2_000,
      hopsMs: 1_500,
      latencyRounds: 2,
      slowRounds: 1,
      parcels: [2_000],
      connections: [32],
    };
  }
  return {
    rounds: 5,
    turnsMs: 3_000,
    baselineMs: 2_500,
    asksMs: 4_000,
    hopsMs: 3_000,
    latencyRounds: 7,
    slowRounds: 3,
    parcels: [1_000, 2_000, 4_000],
    connections: [16, 32, 64],
  };
}
