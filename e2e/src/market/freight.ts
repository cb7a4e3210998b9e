import type { BodyOf, ROUTES } from "@msafara/contracts";
import type { Instant, Money } from "@msafara/kernel";
import type { Luck } from "@msafara/sim";

const MINUTE_MS = 60_000;
/** So large that no price looks like a distance, a weight or a time. */
const FIRST_PRICE = 700_000_000;
const PRICE_STEP = 1_009;
/** Prices that end so are declined by the provider that stands in. */
export const DECLINED_ENDS_IN = 13;

/** Everything that a driver needs to bid on whatever is drawn here. */
export const TRUCK = {
  vehicle: { plate: "KCB 123A", type: "box", capacityKg: 10_000, yearBuilt: 2022 },
  licence: { number: "DL-1", expiresOn: "2099-12-31" },
} as const;

/** Shillings, in cents. */
export function kes(amount: number): Money {
  return { amount, currency: "KES" };
}

/** A stream of prices of which no two are alike, so that each names its bidder. */
export function openPrices(): (ending?: number) => Money {
  let last = FIRST_PRICE;
  return (ending) => {
    last += PRICE_STEP;
    if (last % 100 === DECLINED_ENDS_IN) last += 1;
    if (ending !== undefined) last += (100 + ending - (last % 100)) % 100;
    return kes(last);
  };
}

/** Somewhere around Kericho, within a morning's drive. */
export function drawPlace(luck: Luck) {
  return { lat: -0.37 + luck.between(0, 40) / 100, lng: 35.28 + luck.between(0, 40) / 100 };
}

/** Tea to Nakuru this afternoon; a truck that takes one of these has no time for another. */
export function drawTea(luck: Luck, now: Instant): BodyOf<(typeof ROUTES)["requestShipment"]> {
  const window = (from: number, to: number) => ({
    from: now + from * MINUTE_MS,
    to: now + to * MINUTE_MS,
  });
  return {
    pickup: { address: "Kericho", position: drawPlace(luck), window: window(30, 240) },
    delivery: { address: "Nakuru", position: { lat: -0.3, lng: 36.07 }, window: window(180, 900) },
    cargo: { kind: "tea", weightKg: 6_500, vehicleType: "box" },
    serviceLevel: "standard",
    bidding: { windowSeconds: 30 },
  };
}
