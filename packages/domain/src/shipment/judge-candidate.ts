import { crowFliesM, type Id, type Instant, type Position } from "@msafara/kernel";
import type { FindDrivers, PassedOver } from "./shipment-message.ts";
import type { VehicleType } from "./shipment-request.ts";

/** A driver as the roster knows him. */
export interface Candidate {
  readonly driverId: Id<"drv">;
  readonly orgId?: Id<"org">;
  /** The shipper that he is, too. */
  readonly shipperId?: Id<"shr">;
  readonly available: boolean;
  readonly standing: "good" | "suspended";
  readonly position?: { readonly at: Instant; readonly where: Position };
  readonly vehicle: { readonly type: VehicleType; readonly capacityKg: number };
  readonly licenceUntil: Instant;
  /** The first of insurance, inspection and whatever else must be valid to end. */
  readonly documentsUntil: Instant;
  readonly mayHaulHazardous: boolean;
  /** What the truck can keep, where it can cool at all. */
  readonly coolsC?: { readonly min: number; readonly max: number };
  readonly currencies: readonly string[];
}

/** Why a driver is not asked. The wave's radius comes last: all else would be no better further away. */
export type PassedOverWhy =
  | "already-asked"
  | "own-load"
  | "suspended"
  | "wrong-vehicle"
  | "too-heavy"
  | "no-cooling"
  | "no-licence"
  | "documents-expired"
  | "no-hazard-permit"
  | "wrong-currency"
  | "offline"
  | "position-unknown"
  | "too-far";

/** Asked, and how far away, or passed over, and why. */
export type Judgement =
  | { readonly asked: true; readonly distanceM: number }
  | { readonly asked: false; readonly why: PassedOverWhy; readonly facts: PassedOver["facts"] };

/** A position older than this is where a truck was, not where it is. */
const POSITION_AGE_MS_MAX = 30 * 60_000;

/** Whether one driver is asked for one load (U138), with the reason for whoever wonders. */
export function judgeCandidate(candidate: Candidate, wanted: FindDrivers, now: Instant): Judgement {
  const unfit =
    whyNeverThisLoad(candidate, wanted) ??
    whyNotThisTruck(candidate, wanted) ??
    whyNotThisDriver(candidate, wanted, now);
  return unfit ?? whereHeIs(candidate, wanted, now);
}

function whyNeverThisLoad(
  { driverId, orgId, shipperId, standing }: Candidate,
  wanted: FindDrivers,
): Judgement | undefined {
  if (wanted.already.includes(driverId)) return passOver("already-asked");
  const isOwn = wanted.orgId !== undefined && wanted.orgId === orgId;
  if (isOwn || wanted.shipperId === shipperId) return passOver("own-load");
  return standing === "suspended" ? passOver("suspended") : undefined;
}

function whyNotThisTruck(
  { vehicle, coolsC }: Candidate,
  { vehicleType, weightKg, temperatureC }: FindDrivers,
): Judgement | undefined {
  if (vehicle.type !== vehicleType) {
    return passOver("wrong-vehicle", { has: vehicle.type, wanted: vehicleType });
  }
  if (vehicle.capacityKg < weightKg) {
    return passOver("too-heavy", { weightKg, capacityKg: vehicle.capacityKg });
  }
  if (temperatureC === undefined) return undefined;
  const cools =
    coolsC !== undefined && coolsC.min <= temperatureC.max && coolsC.max >= temperatureC.min;
  return cools ? undefined : passOver("no-cooling", { ...temperatureC });
}

function whyNotThisDriver(
  { licenceUntil, documentsUntil, mayHaulHazardous, currencies }: Candidate,
  { hazardous, currency }: FindDrivers,
  now: Instant,
): Judgement | undefined {
  if (licenceUntil <= now) return passOver("no-licence", { until: licenceUntil });
  if (documentsUntil <= now) return passOver("documents-expired", { until: documentsUntil });
  if (hazardous && !mayHaulHazardous) return passOver("no-hazard-permit");
  return currencies.includes(currency) ? undefined : passOver("wrong-currency", { currency });
}

function whereHeIs(
  { available, position }: Candidate,
  { near, radiusM }: FindDrivers,
  now: Instant,
): Judgement {
  if (!available) return passOver("offline");
  if (position === undefined || now - position.at > POSITION_AGE_MS_MAX) {
    return passOver("position-unknown");
  }
  const distanceM = crowFliesM(position.where, near);
  if (distanceM > radiusM) return passOver("too-far", { distanceM, radiusM });
  return { asked: true, distanceM };
}

function passOver(why: PassedOverWhy, facts: PassedOver["facts"] = {}): Judgement {
  return { asked: false, why, facts };
}
