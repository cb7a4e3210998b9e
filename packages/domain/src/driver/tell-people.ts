import type { Consequence, Said } from "../consequence.ts";
import { raiseMatter } from "../ops/raise-matter.ts";
import { wrongPin } from "./ask-pin.ts";
import type { Driver } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverMessage } from "./driver-message.ts";
import { driverPhase } from "./driver-phase.ts";

/** Whose agent tells, and what it was told itself. */
interface Teller {
  readonly driver: Driver;
  readonly message: DriverMessage;
}

/**
 * What people hear of a driver's agent: he himself all of it, whoever follows one of his trips what is about
 * that trip, his inbox of the market which loads come and go for him, and operators what they must look into.
 */
export function tellPeople(
  event: DriverEvent,
  { driver, message }: Teller,
): readonly Consequence[] {
  if (event.type === "request.changed") return tellMarket(event, message);
  const { type, ...facts } = shown(event);
  const body = { ...facts, driverId: driver.driverId, phase: driverPhase(driver) };
  const audiences = ["driver", ...tripOf(event).map((tripId) => `trip:${tripId}`)];
  return [
    ...audiences.map((audience) => ({ live: type, audience, body })),
    ...tellMarket(event, message),
    ...(isForOperators(event) ? [raiseMatter(type, body)] : []),
  ];
}

/** Cargo that nobody may take back, and a PIN that is guessed at, are looked into by people. */
function isForOperators(event: DriverEvent): boolean {
  if (event.type === "pin.missed") return wrongPin(event).facts["left"] === 0;
  return event.type === "release.contested";
}

/** The trip that something happens to, if it does to one. */
function tripOf(event: DriverEvent): readonly string[] {
  if (event.type === "commitment.made") return [event.commitment.tripId];
  return "tripId" in event && event.tripId !== null ? [event.tripId] : [];
}

/** A load comes when his agent finds that it fits, and goes when there is nothing more to decide about it. */
function tellMarket(event: DriverEvent, message: DriverMessage): readonly Consequence[] {
  switch (event.type) {
    case "request.noted":
    case "bid.submitted": {
      if (message.type !== "shipment.requested") return [];
      const { type, ...load } = message;
      return [{ live: type, audience: "market", body: load }];
    }
    case "request.changed": {
      const { type, ...change } = event;
      return [{ live: type, audience: "market", body: change }];
    }
    case "request.lapsed":
      return closed(event.shipmentId, "lapsed");
    case "bid.forgotten":
    case "commitment.declined":
      return closed(event.shipmentId, event.why);
    case "commitment.made":
      return closed(event.commitment.shipmentId, "yours");
    default:
      return [];
  }
}

function closed(shipmentId: string, why: string): readonly Consequence[] {
  return [{ live: "request.closed", audience: "market", body: { shipmentId, why } }];
}

/** Without what is long, and without the PINs, which are for the recipient to say. */
function shown(event: DriverEvent): Said {
  switch (event.type) {
    case "award.received": {
      const { request: _, ...award } = event.award;
      return { type: event.type, ...award };
    }
    case "commitment.made": {
      const { shipmentId, bidId, tripId, amount, from, to } = event.commitment;
      return { type: event.type, shipmentId, bidId, tripId, amount, from, to };
    }
    case "booking.confirmed": {
      const { pins, ...booking } = event;
      const pinsAsked = { pickup: "pickup" in pins, delivery: "delivery" in pins };
      return Object.keys(pins).length === 0 ? booking : { ...booking, pinsAsked };
    }
    default:
      return event;
  }
}
