/** How often a gateway dies: never, when half of the loads are booked, or every sixth time that a node may. */
export type GatewaysDie = "never" | "once" | "often";

/** What a chaotic day of the market is asked for. */
export interface MarketOptions {
  readonly seed: number;
  /** The day ends when so many loads were booked, and each of them has come to its end. */
  readonly bookings: number;
  readonly gateways: number;
  readonly nodes: number;
  readonly shippers: number;
  readonly drivers: number;
  /** Between the deaths of two nodes. */
  readonly peaceMs: number;
  /** Then no node dies any more. */
  readonly deathsMax: number;
  readonly gatewaysDie: GatewaysDie;
  /** Whether the provider of payments acts and says nothing, too; whoever waits for it waits long. */
  readonly isMoody: boolean;
  /** How long bids are taken for a load; until then nothing can be at rest. */
  readonly windowSeconds: number;
  /** Beyond this the day has failed. */
  readonly dayMsMax: number;
}

/** A day as long as it takes: a node dies every ten seconds. */
export function longDay({
  seed,
  bookings,
  gatewaysDie,
}: Pick<MarketOptions, "seed" | "bookings" | "gatewaysDie">): MarketOptions {
  return {
    seed,
    bookings,
    gatewaysDie,
    gateways: 2,
    nodes: 3,
    shippers: 30,
    drivers: 90,
    peaceMs: 10_000,
    deathsMax: 10_000,
    isMoody: true,
    windowSeconds: 30,
    dayMsMax: 2_400_000,
  };
}

/** A day for the gate: three nodes die, and a gateway; a quick machine books three loads a second. */
export function shortDay(seed: number): MarketOptions {
  return {
    seed,
    bookings: 40,
    gatewaysDie: "once",
    gateways: 2,
    nodes: 3,
    shippers: 16,
    drivers: 40,
    peaceMs: 2_000,
    deathsMax: 3,
    isMoody: false,
    windowSeconds: 12,
    dayMsMax: 150_000,
  };
}
