/** What a chaotic day of the market is asked for. */
export interface MarketOptions {
  readonly seed: number;
  /** The day ends when so many loads were booked, and each of them has come to its end. */
  readonly bookings: number;
  readonly gateways: number;
  readonly nodes: number;
  readonly shippers: number;
  readonly drivers: number;
  /** Between two deaths. */
  readonly peaceMs: number;
  /** Then there is peace. */
  readonly deathsMax: number;
  /** Every so many deaths it is a gateway's turn. */
  readonly gatewayEvery: number;
  /** Whether the provider of payments acts and says nothing, too; whoever waits for it waits long. */
  readonly isMoody: boolean;
  /** Beyond this the day has failed. */
  readonly dayMsMax: number;
}

/** A day as long as it takes: a node dies every ten seconds, every sixth time a gateway. */
export function longDay(seed: number, bookings: number): MarketOptions {
  return {
    seed,
    bookings,
    gateways: 2,
    nodes: 3,
    shippers: 30,
    drivers: 90,
    peaceMs: 10_000,
    deathsMax: 10_000,
    gatewayEvery: 6,
    isMoody: true,
    dayMsMax: 3_600_000,
  };
}
