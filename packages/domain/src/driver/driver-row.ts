import { assert, fromIso, type Instant } from "@msafara/kernel";
import type { Fields } from "../consequence.ts";
import type { BidderProfile } from "../shipment/shipment-message.ts";
import type { Commitment, Day, Driver, DriverProfile, TrackRecord } from "./driver.ts";
import { driverPhase } from "./driver-phase.ts";
import { nextStep } from "./progress-trip.ts";

const WHOLE = 10_000;
const STARS_MAX = 5;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** The row of the view `drivers`, from which the roster finds whom a load fits; none before there is a truck. */
export function driverRow(driver: Driver): Fields | null {
  const { driverId, profile, policy, record } = driver;
  if (profile === undefined) return null;
  const { currency = null } = policy.minRatePerKm ?? {};
  return {
    driverId,
    orgId: profile.orgId ?? null,
    phase: driverPhase(driver),
    available: driver.available,
    ...positionColumns(driver),
    ...vehicleColumns(profile),
    ...paperColumns(profile),
    currency,
    ratingBp: ratingOf(record),
    onTimeBp: onTimeOf(record) ?? null,
    carried: record.carried,
    taken: driver.commitments.map(({ from, to }) => ({ from, to })),
  };
}

function positionColumns({ position }: Driver): Fields {
  if (position === undefined) return { lat: null, lng: null, positionAt: null };
  const { where, at } = position;
  return { ...where, positionAt: at };
}

function vehicleColumns({ vehicle }: DriverProfile): Fields {
  const { plate, type, capacityKg, yearBuilt, temperatureC } = vehicle;
  const { min = null, max = null } = temperatureC ?? {};
  return { plate, vehicleType: type, capacityKg, yearBuilt, coolsMinC: min, coolsMaxC: max };
}

/** The first paper that ends counts. */
function paperColumns({ licence, documents }: DriverProfile): Fields {
  const licenceUntil = endOf(licence.expiresOn);
  const documentsUntil = Math.min(licenceUntil, ...documents.map((it) => endOf(it.expiresOn)));
  const mayHaulHazardous = documents.some(({ kind }) => kind === "dangerous-goods");
  return { licenceUntil, documentsUntil, mayHaulHazardous };
}

function endOf(day: Day): Instant {
  const midnight = fromIso(`${day}T00:00:00Z`);
  assert(midnight, "the wire lets only days of the calendar in");
  return midnight + DAY_MS;
}

/** The row of the view `trips`; a trip that is given back before it began leaves none. */
export function tripRow({ driverId }: Driver, trip: Commitment): Fields {
  const { tripId, shipmentId, bidId, amount, from, to, request, steps, status } = trip;
  const last = steps.at(-1);
  return {
    tripId,
    driverId,
    shipmentId,
    bidId,
    ...amount,
    from,
    to,
    reference: request.reference,
    pickupAddress: request.pickup.address,
    deliveryAddress: request.delivery.address,
    status: last?.step ?? status,
    next: last?.step === "delivered" ? null : nextStep(trip),
    steps,
  };
}

/** What a driver shows of himself with a bid. */
export function profileFor({ profile, record }: Driver, similar: number): BidderProfile {
  assert(profile, "only a driver with a truck bids");
  const { orgId, vehicle } = profile;
  const { type, capacityKg, yearBuilt } = vehicle;
  const onTimeBp = onTimeOf(record);
  return {
    ...(orgId === undefined ? {} : { orgId }),
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
