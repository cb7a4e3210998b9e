import { assert, fromIso, type Id, type Instant, type Money } from "@msafara/kernel";
import type { BidderProfile } from "../shipment/shipment-message.ts";
import type { VehicleType } from "../shipment/shipment-request.ts";
import type {
  Commitment,
  Day,
  Driver,
  DriverPaper,
  DriverPolicy,
  DriverProfile,
  Span,
  TakenStep,
  TrackRecord,
  Vehicle,
} from "./driver.ts";
import { driverPhase, type DriverPhase } from "./driver-phase.ts";
import { nextStep } from "./progress-trip.ts";

const WHOLE = 10_000;
const STARS_MAX = 5;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A row of the view `drivers`, by driver. His name is not in it: it lies with his account, where it can be erased. */
export type DriverRow = {
  readonly driverId: Id<"drv">;
  readonly orgId: Id<"org"> | null;
  /** The shipper that he is, too. */
  readonly shipperId: Id<"shr"> | null;
  readonly standing: "good" | "suspended";
  readonly phase: DriverPhase;
  readonly available: boolean;
  /** Since when he is on shift or off it, as far as that is known. */
  readonly since: Instant | null;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly positionAt: Instant | null;
  readonly plate: string;
  readonly vehicleType: VehicleType;
  readonly capacityKg: number;
  readonly yearBuilt: number;
  readonly coolsMinC: number | null;
  readonly coolsMaxC: number | null;
  readonly licenceUntil: Instant;
  readonly documentsUntil: Instant;
  readonly mayHaulHazardous: boolean;
  /** In what he counts his kilometres; nothing while he has not said. */
  readonly currency: string | null;
  /** 0 as long as nobody has rated him. */
  readonly ratingBp: number;
  readonly onTimeBp: number | null;
  readonly carried: Readonly<Partial<Record<VehicleType, number>>>;
  readonly taken: readonly Span[];
  readonly vehicle: Vehicle;
  readonly licence: DriverProfile["licence"];
  readonly papers: readonly DriverPaper[];
  readonly policy: DriverPolicy;
  readonly changedAt: Instant;
};

/** A row of the view `trips`, by trip. */
export type TripRow = {
  readonly tripId: Id<"trp">;
  readonly driverId: Id<"drv">;
  readonly orgId: Id<"org"> | null;
  readonly shipmentId: Id<"shp">;
  readonly bidId: Id<"bid">;
  readonly amount: Money;
  readonly takenFrom: Instant;
  readonly takenTo: Instant;
  readonly reference: string;
  readonly pickupAddress: string;
  readonly deliveryAddress: string;
  readonly status: string;
  readonly next: string | null;
  readonly steps: readonly TakenStep[];
  readonly changedAt: Instant;
};

/** The row of the view `drivers`, from which the roster finds whom a load fits; none before there is a truck. */
export function driverRow(driver: Driver, now: Instant): DriverRow | null {
  const { driverId, profile, policy, record, standing, since = null } = driver;
  if (profile === undefined) return null;
  const { currency = null } = policy.minRatePerKm ?? {};
  return {
    driverId,
    orgId: profile.orgId ?? null,
    shipperId: profile.shipperId ?? null,
    standing,
    phase: driverPhase(driver),
    available: driver.available,
    since,
    ...positionColumns(driver),
    ...vehicleColumns(profile),
    ...paperColumns(profile),
    currency,
    ratingBp: ratingOf(record),
    onTimeBp: onTimeOf(record) ?? null,
    carried: record.carried,
    taken: driver.commitments.map(({ from, to }) => ({ from, to })),
    policy,
    changedAt: now,
  };
}

function positionColumns({ position }: Driver): Pick<DriverRow, "lat" | "lng" | "positionAt"> {
  if (position === undefined) return { lat: null, lng: null, positionAt: null };
  const { where, at } = position;
  return { ...where, positionAt: at };
}

function vehicleColumns({
  vehicle,
}: DriverProfile): Pick<
  DriverRow,
  "plate" | "vehicleType" | "capacityKg" | "yearBuilt" | "coolsMinC" | "coolsMaxC" | "vehicle"
> {
  const { plate, type, capacityKg, yearBuilt, temperatureC } = vehicle;
  const { min = null, max = null } = temperatureC ?? {};
  const cools = { coolsMinC: min, coolsMaxC: max };
  return { plate, vehicleType: type, capacityKg, yearBuilt, ...cools, vehicle };
}

/** The first paper that ends counts. */
function paperColumns({
  licence,
  documents,
}: DriverProfile): Pick<
  DriverRow,
  "licenceUntil" | "documentsUntil" | "mayHaulHazardous" | "licence" | "papers"
> {
  const licenceUntil = endOf(licence.expiresOn);
  const documentsUntil = Math.min(licenceUntil, ...documents.map((it) => endOf(it.expiresOn)));
  const mayHaulHazardous = documents.some(({ kind }) => kind === "dangerous-goods");
  return { licenceUntil, documentsUntil, mayHaulHazardous, licence, papers: documents };
}

function endOf(day: Day): Instant {
  const midnight = fromIso(`${day}T00:00:00Z`);
  assert(midnight, "the wire lets only days of the calendar in");
  return midnight + DAY_MS;
}

/** The row of the view `trips`; a trip that is given back before it began leaves none. */
export function tripRow({ driverId, profile }: Driver, trip: Commitment, now: Instant): TripRow {
  const { tripId, shipmentId, bidId, amount, from, to, request, steps, status } = trip;
  const last = steps.at(-1);
  return {
    tripId,
    driverId,
    orgId: profile?.orgId ?? null,
    shipmentId,
    bidId,
    amount,
    takenFrom: from,
    takenTo: to,
    reference: request.reference,
    pickupAddress: request.pickup.address,
    deliveryAddress: request.delivery.address,
    status: last?.step ?? status,
    next: last?.step === "delivered" ? null : nextStep(trip),
    steps,
    changedAt: now,
  };
}

/** What a driver shows of himself with a bid. */
export function profileFor({ profile, record }: Driver, similar: number): BidderProfile {
  assert(profile, "only a driver with a truck bids");
  const { orgId, shipperId, vehicle } = profile;
  const { type, capacityKg, yearBuilt } = vehicle;
  const onTimeBp = onTimeOf(record);
  return {
    ...(orgId === undefined ? {} : { orgId }),
    ...(shipperId === undefined ? {} : { shipperId }),
    vehicle: { type, capacityKg, yearBuilt },
    rating: ratingOf(record),
    ...(onTimeBp === undefined ? {} : { onTimeBp }),
    similar,
  };
}

/** Of five stars; 0 as long as nobody has rated him. */
function ratingOf({ ratings: { count, stars } }: TrackRecord): number {
  return count === 0 ? 0 : Math.floor((stars * WHOLE) / (count * STARS_MAX));
}

/** Nothing is known of a newcomer (R6). */
function onTimeOf({ delivered, onTime }: TrackRecord): number | undefined {
  return delivered === 0 ? undefined : Math.floor((onTime * WHOLE) / delivered);
}
