import {
  type AskedCandidate,
  type Candidate,
  type FindDrivers,
  judgeCandidate,
  type PassedOver,
  type VehicleType,
} from "@msafara/domain";
import { type Id, type Instant } from "@msafara/kernel";
import type { Json, Order, Result, Vendor } from "@msafara/runtime";

/** A driver as his row in the view `drivers` has him. */
export interface RosterRow {
  readonly driverId: Id<"drv">;
  readonly orgId: Id<"org"> | null;
  /** The shipper that he is, too; nobody hauls his own load. */
  readonly shipperId: Id<"shr"> | null;
  readonly standing: "good" | "suspended";
  readonly available: boolean;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly positionAt: Instant | null;
  readonly vehicleType: VehicleType;
  readonly capacityKg: number;
  readonly yearBuilt: number;
  readonly coolsMinC: number | null;
  readonly coolsMaxC: number | null;
  readonly licenceUntil: Instant;
  readonly documentsUntil: Instant;
  readonly mayHaulHazardous: boolean;
  /** In what he counts his kilometres; nothing while he has not said, and then he hears of everything. */
  readonly currency: string | null;
  readonly ratingBp: number;
  readonly onTimeBp: number | null;
  readonly carried: Readonly<Partial<Record<VehicleType, number>>>;
}

/** What a roster is put together from. */
export interface RosterOptions {
  /** Drivers around a pickup, in any order; those who are unfit for the load may be among them. */
  readonly nearby: (wanted: FindDrivers) => Promise<readonly RosterRow[]>;
  readonly now: () => Instant;
}

/** So many reasons are kept of a wave; who was too far away is no news. */
const PASSED_OVER_MAX = 100;

/** The roster, as the outside that a shipment asks for drivers: it only reads, so it may be asked again at will. */
export function rosterVendor({ nearby, now }: RosterOptions): Vendor {
  return {
    perform: async ({ body }) => {
      const wanted = wantedIn(body);
      return pickDrivers(await nearby(wanted), wanted, now());
    },
    // Nothing ever happens outside by looking, so the next try simply looks again.
    inquire: async () => "never-happened",
  };
}

/** Whom a wave asks, the nearest first, and whom it passes over and why. The same roster gives the same answer. */
export function pickDrivers(rows: readonly RosterRow[], wanted: FindDrivers, now: Instant): Result {
  const fit: AskedCandidate[] = [];
  const unfit: PassedOver[] = [];
  for (const row of rows) {
    const judged = judgeCandidate(candidateOf(row, wanted), wanted, now);
    const { driverId } = row;
    if (judged.asked) fit.push(askedOf(row, wanted, judged.distanceM));
    else if (judged.why !== "already-asked") {
      unfit.push({ driverId, why: judged.why, facts: judged.facts });
    }
  }
  fit.sort((one, other) => one.distanceM - other.distanceM || byId(one, other));
  unfit.sort(byId);
  const asked = fit.slice(0, wanted.limit).map(jsonOf);
  return { wave: wanted.wave, asked, passedOver: unfit.slice(0, PASSED_OVER_MAX).map(jsonOf) };
}

function byId(one: { readonly driverId: string }, other: { readonly driverId: string }): number {
  if (one.driverId === other.driverId) return 0;
  return one.driverId < other.driverId ? -1 : 1;
}

function candidateOf(row: RosterRow, wanted: FindDrivers): Candidate {
  const { orgId, shipperId, lat, lng, positionAt, coolsMinC, coolsMaxC, currency } = row;
  const isSomewhere = lat !== null && lng !== null && positionAt !== null;
  return {
    driverId: row.driverId,
    ...(orgId === null ? {} : { orgId }),
    ...(shipperId === null ? {} : { shipperId }),
    available: row.available,
    standing: row.standing,
    ...(isSomewhere ? { position: { at: positionAt, where: { lat, lng } } } : {}),
    vehicle: { type: row.vehicleType, capacityKg: row.capacityKg },
    licenceUntil: row.licenceUntil,
    documentsUntil: row.documentsUntil,
    mayHaulHazardous: row.mayHaulHazardous,
    ...(coolsMinC === null || coolsMaxC === null
      ? {}
      : { coolsC: { min: coolsMinC, max: coolsMaxC } }),
    currencies: [currency ?? wanted.currency],
  };
}

function askedOf(row: RosterRow, wanted: FindDrivers, distanceM: number): AskedCandidate {
  const { driverId, orgId, vehicleType: type, capacityKg, yearBuilt, onTimeBp } = row;
  return {
    driverId,
    ...(orgId === null ? {} : { orgId }),
    distanceM,
    vehicle: { type, capacityKg, yearBuilt },
    rating: row.ratingBp,
    ...(onTimeBp === null ? {} : { onTimeBp }),
    similar: row.carried[wanted.vehicleType] ?? 0,
  };
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- Interfaces of plain JSON have no index signature; the order was written by the shipment's own rule. */
function jsonOf(plain: AskedCandidate | PassedOver): Json {
  return plain as unknown as Json;
}

function wantedIn(body: Order["body"]): FindDrivers {
  return body as unknown as FindDrivers;
}
