import { type Instant, money, type Money, toIso } from "@msafara/kernel";
import type { Cargo } from "../shipment/shipment-request.ts";
import { isFree } from "./calendar.ts";
import type { Driver, DriverPaper, DriverPolicy, DriverProfile, Span, Vehicle } from "./driver.ts";
import type { LoadOffer } from "./driver-message.ts";

const MINUTE_MS = 60_000;
/** What a laden truck makes of a road, towns and hills included. */
const METRES_PER_MINUTE = 833;
const LOADING_MINUTES = 60;
const NIGHT_MINUTES = 600;
const WHOLE = 10_000;

/** Why a request is not bid on, in the words that the platform counts. */
export type PassedBecause =
  | "offline"
  | "no-licence"
  | "wrong-vehicle"
  | "too-heavy"
  | "too-far"
  | "busy"
  | "below-floor";

/** What a load comes to for this driver. */
export type Weighed =
  | { readonly why: PassedBecause }
  /** No price where the driver never said what a kilometre costs him. */
  | { readonly price?: Money; readonly estimatedMinutes: number };

/** What is known around a load: the time, and what its kind of haul is worth these days, if anybody knows. */
export interface MarketNow {
  readonly now: Instant;
  readonly ratePerKm?: Money;
}

/** Judges a load: can it be done, by this truck, with these papers, in time; and does it pay. */
export function weighLoad(driver: Driver, offer: LoadOffer, market: MarketNow): Weighed {
  const { profile, policy } = driver;
  if (profile === undefined || !driver.available) return { why: "offline" };
  const why = unfit(profile, offer);
  if (why !== undefined) return { why };
  const plan = planFor(policy, offer, market.now);
  if (plan === undefined) return { why: "too-far" };
  if (!isFree(driver.commitments, plan, market.now)) return { why: "busy" };
  const price = priceFor(policy, offer, market);
  if (price === "below-floor") return { why: price };
  const { estimatedMinutes } = plan;
  return price === undefined ? { estimatedMinutes } : { price, estimatedMinutes };
}

/** Why this driver with this truck may not carry something at all. */
export function unfit(
  { vehicle, licence, documents }: DriverProfile,
  { cargo, delivery }: Pick<LoadOffer, "cargo" | "delivery">,
): "no-licence" | "wrong-vehicle" | "too-heavy" | undefined {
  const until = toIso(delivery.window.to).slice(0, 10);
  const isLapsed = documents.some(({ expiresOn }) => expiresOn < until);
  if (licence.expiresOn < until || isLapsed) return "no-licence";
  if (cargo.hazardous && !documents.some(isPermit)) return "no-licence";
  if (vehicle.type !== cargo.vehicleType || !canCool(vehicle, cargo)) return "wrong-vehicle";
  return cargo.weightKg > vehicle.capacityKg ? "too-heavy" : undefined;
}

function isPermit({ kind }: DriverPaper): boolean {
  return kind === "dangerous-goods";
}

/** Whether the truck can be set to a temperature that the cargo bears. */
function canCool({ temperatureC: can }: Vehicle, { temperatureC: bears }: Cargo): boolean {
  if (bears === undefined) return true;
  return can !== undefined && can.min <= bears.max && can.max >= bears.min;
}

type Plan = Span & { readonly estimatedMinutes: number };

/** When the truck would leave and be done, nights included; nothing when a window would be missed. */
function planFor(policy: DriverPolicy, offer: LoadOffer, now: Instant): Plan | undefined {
  const { pickup, delivery, approachM, distanceM } = offer;
  if (approachM > policy.maxDeadheadKm * 1_000) return undefined;
  const approach = minutesFor(approachM);
  const driving = approach + minutesFor(distanceM);
  const nights = Math.floor(Math.max(driving - 1, 0) / policy.drivingMinutesPerDay);
  const hauling = driving - approach + nights * NIGHT_MINUTES + LOADING_MINUTES;

  const there = now + approach * MINUTE_MS;
  if (there > pickup.window.to) return undefined;
  const done = Math.max(there, pickup.window.from) + hauling * MINUTE_MS;
  if (done > delivery.window.to) return undefined;
  const from = Math.max(now, pickup.window.from - approach * MINUTE_MS);
  return { from, to: delivery.window.to, estimatedMinutes: approach + hauling };
}

/** How long a truck takes for a way, without its nights. */
export function minutesFor(metres: number): number {
  return Math.ceil(metres / METRES_PER_MINUTE);
}

/**
 * The price that was posted, if it pays; else the market's, or the floor with a margin. Never under the
 * floor, whose kilometres count the way there, and never above a budget that is shown.
 */
function priceFor(
  { minRatePerKm: rate, marginBp }: DriverPolicy,
  offer: LoadOffer,
  { ratePerKm }: MarketNow,
): Money | "below-floor" | undefined {
  if (rate === undefined) return undefined;
  const { distanceM, approachM, currency, bookNow, budget } = offer;
  const floor = forMetres(rate, distanceM + approachM);
  const most = budget?.amount ?? Number.MAX_SAFE_INTEGER;
  if (rate.currency !== currency) return "below-floor";
  if (bookNow !== undefined && bookNow.amount >= floor) return bookNow;
  if (floor > most) return "below-floor";
  const wish =
    ratePerKm?.currency === currency
      ? Math.max(floor, forMetres(ratePerKm, distanceM))
      : Math.ceil((floor * (WHOLE + marginBp)) / WHOLE);
  return money(Math.min(wish, most), currency);
}

function forMetres({ amount }: Money, metres: number): number {
  return Math.ceil((amount * metres) / 1_000);
}
