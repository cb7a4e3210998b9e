import type { Instant } from "@msafara/kernel";
import type { AgentAddress, Consequence, Said } from "../consequence.ts";
import { answerCommand } from "./answer-command.ts";
import { type Commitment, type Driver, tripOf } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverMessage } from "./driver-message.ts";
import { driverRow, profileFor, tripRow } from "./driver-row.ts";
import { tellPeople } from "./tell-people.ts";

/** What is around an event when one asks what follows from it. */
export interface DriverAround {
  /** After the event. */
  readonly state: Driver;
  readonly message: DriverMessage;
  readonly given: { readonly now: Instant };
}

/** What follows from an event; `state` is the driver after it. */
export function followDriver(
  event: DriverEvent,
  { state: driver, message, given: { now } }: DriverAround,
): readonly Consequence[] {
  return [
    { view: "drivers", key: driver.driverId, row: driverRow(driver, now) },
    ...keepTrip(event, driver, now),
    ...tellPlatform(event, driver),
    ...keepTimers(event),
    ...tellPeople(event, { driver, message }),
    ...answerCommand(message, { event, driver, now }),
  ];
}

function keepTrip(event: DriverEvent, driver: Driver, now: Instant): readonly Consequence[] {
  switch (event.type) {
    case "commitment.made":
      return [tripView(driver, event.commitment, now)];
    case "booking.confirmed":
    case "trip.progressed": {
      const trip = tripOf(driver, event.tripId);
      return trip === undefined ? [] : [tripView(driver, trip, now)];
    }
    case "commitment.withdrawn":
    case "commitment.released": {
      return event.tripId === null ? [] : [{ view: "trips", key: event.tripId, row: null }];
    }
    default:
      return [];
  }
}

function tripView(driver: Driver, trip: Commitment, now: Instant): Consequence {
  return { view: "trips", key: trip.tripId, row: tripRow(driver, trip, now) };
}

function tellPlatform(event: DriverEvent, driver: Driver): readonly Consequence[] {
  const { driverId, standing } = driver;
  switch (event.type) {
    case "request.passed":
      return toPlatform(event.shipmentId, { type: event.type, driverId, why: event.why });
    case "bid.submitted": {
      const { type, shipmentId, bidId, amount, estimatedMinutes, similar } = event;
      const profile = profileFor(driver, similar);
      const bid = {
        type,
        bidId,
        driverId,
        amount,
        estimatedMinutes,
        by: "policy",
        profile,
        standing,
      };
      return toPlatform(shipmentId, bid);
    }
    case "commitment.made": {
      const { shipmentId, bidId, tripId } = event.commitment;
      return toPlatform(shipmentId, { type: event.type, shipmentId, bidId, tripId, driverId });
    }
    case "commitment.declined": {
      const { type, shipmentId, bidId, why } = event;
      return toPlatform(shipmentId, { type, shipmentId, bidId, driverId, why });
    }
    case "commitment.withdrawn":
    case "booking.given-up": {
      const { shipmentId, bidId, tripId } = event;
      const why = event.type === "booking.given-up" ? "given-up" : "withdrawn";
      const no = { type: "commitment.declined", shipmentId, bidId, driverId, tripId, why };
      return toPlatform(shipmentId, no);
    }
    case "trip.progressed": {
      const { evidence: _, ...progress } = event;
      return toPlatform(event.shipmentId, { ...progress, driverId });
    }
    default:
      return [];
  }
}

function toPlatform(shipmentId: string, send: Said): readonly Consequence[] {
  const to: AgentAddress = `platform/${shipmentId}`;
  return [{ send, to }];
}

function keepTimers(event: DriverEvent): readonly Consequence[] {
  switch (event.type) {
    case "request.noted": {
      const { shipmentId, closesAt } = event;
      const message = { type: "request.rang", shipmentId };
      return [{ timer: `request:${shipmentId}`, due: closesAt, message }];
    }
    case "award.received": {
      const { shipmentId, bidId, answerBy } = event.award;
      const message = { type: "answer.rang", shipmentId, bidId, answerBy };
      return [{ timer: `answer:${shipmentId}`, due: answerBy, message }];
    }
    case "commitment.made":
      return [{ cancel: `answer:${event.commitment.shipmentId}` }];
    case "commitment.declined":
      return [{ cancel: `answer:${event.shipmentId}` }];
    case "commitment.withdrawn":
    case "commitment.released":
      return event.tripId === null
        ? [{ cancel: `answer:${event.shipmentId}` }]
        : [{ cancel: `set-out:${event.tripId}` }];
    case "booking.confirmed": {
      const { tripId, setOutAt } = event;
      const message = { type: "set-out.rang", tripId };
      return [{ timer: `set-out:${tripId}`, due: setOutAt, message }];
    }
    case "trip.progressed":
      return [{ cancel: `set-out:${event.tripId}` }];
    default:
      return [];
  }
}
