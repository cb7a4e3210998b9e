import type { Id, Instant } from "@msafara/kernel";
import type { Consequence, Fields } from "../consequence.ts";
import { wrongPin } from "./ask-pin.ts";
import { type Commitment, type Driver, tripOf } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverMessage } from "./driver-message.ts";
import { driverPhase } from "./driver-phase.ts";
import { driverRow } from "./driver-row.ts";
import { nextStep } from "./progress-trip.ts";

/** What happened to whom, and when. */
export interface Commanded {
  readonly event: DriverEvent;
  readonly driver: Driver;
  readonly now: Instant;
}

/**
 * Whoever commanded is answered with how the driver, the award or the trip stands now. Each event of a
 * turn answers anew, and the last answer counts.
 */
export function answerCommand(
  message: DriverMessage,
  { event, driver, now }: Commanded,
): readonly Consequence[] {
  switch (message.type) {
    case "set-profile":
    case "set-policy":
    case "set-availability":
    case "set-standing":
      return [{ reply: driverRow(driver, now) ?? unknownYet(driver) }];
    case "answer-award":
      return answerOf(event, message.shipmentId);
    case "progress-trip":
      if (event.type === "pin.missed") return [{ reply: { ...wrongPin(event) } }];
      return event.type === "trip.progressed" ? [{ reply: progressOf(event, driver) }] : [];
    default:
      return [];
  }
}

/** Somebody with a policy and no truck is nobody's to find. */
function unknownYet(driver: Driver): Fields {
  return { driverId: driver.driverId, phase: driverPhase(driver) };
}

/** A yes to one award may be a no to others, after which nobody asked. */
function answerOf(event: DriverEvent, asked: Id<"shp">): readonly Consequence[] {
  switch (event.type) {
    case "commitment.made": {
      const { shipmentId, bidId, tripId } = event.commitment;
      return [{ reply: { bidId, shipmentId, status: "committed", tripId } }];
    }
    case "commitment.declined":
    case "commitment.withdrawn":
    case "booking.given-up": {
      const { shipmentId, bidId } = event;
      const status = NO[event.type];
      return shipmentId === asked ? [{ reply: { bidId, shipmentId, status } }] : [];
    }
    default:
      return [];
  }
}

const NO = {
  "commitment.declined": "declined",
  "commitment.withdrawn": "withdrawn",
  "booking.given-up": "given-up",
} as const;

function progressOf(
  { tripId, shipmentId, step, at }: Extract<DriverEvent, { type: "trip.progressed" }>,
  driver: Driver,
): Fields {
  const trip: Commitment | undefined = tripOf(driver, tripId);
  const next = trip === undefined || step === "delivered" ? null : nextStep(trip);
  return { tripId, shipmentId, phase: driverPhase(driver), step, at, next };
}
