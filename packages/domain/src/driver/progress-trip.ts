import { type Instant, isRefusal, refuse, type Refusal } from "@msafara/kernel";
import type { ProgressStep } from "../shipment/shipment-message.ts";
import { askPin } from "./ask-pin.ts";
import { type Commitment, type Driver, tripUnderWay } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverCommand } from "./driver-message.ts";
import { maySteer } from "./may-steer.ts";

/** The steps of a trip, in the order in which they are taken. */
export const TRIP_STEPS: readonly ProgressStep[] = [
  "arrived-pickup",
  "loaded",
  "departed",
  "arrived-delivery",
  "unloaded",
  "delivered",
];

type ProgressTrip = Extract<DriverCommand, { type: "progress-trip" }>;

/** Takes the next step of a trip: in order, one trip at a time, and with the PIN where one is set (U75, U76). */
export function progressTrip(
  driver: Driver,
  command: ProgressTrip,
  now: Instant,
): readonly DriverEvent[] | Refusal {
  const may = maySteer(driver, command.by, "progress-trip");
  if (may !== true) return may;
  const { tripId, step, position, evidence = [] } = command;
  const trip = driver.commitments.find((it) => it.tripId === tripId);
  if (trip?.status !== "booked") return refuse("trip-not-found", { tripId });
  const wrong = wrongTurn(driver, trip, step);
  if (wrong !== undefined) return wrong;
  const { shipmentId } = trip;
  const said = askPin(trip, command, now);
  if (said !== "right") {
    return isRefusal(said) ? said : [{ type: "pin.missed", shipmentId, tripId, ...said }];
  }
  const where = position === undefined ? {} : { position };
  const at = timeOf(trip, command, now);
  return [{ type: "trip.progressed", shipmentId, tripId, step, at, ...where, evidence }];
}

/** One trip at a time, and its steps in their order. */
function wrongTurn(driver: Driver, trip: Commitment, step: ProgressStep): Refusal | undefined {
  const turn = tripUnderWay(driver) ?? trip;
  if (turn !== trip) return refuse("another-trip-under-way", { tripId: turn.tripId });
  const expected = nextStep(trip);
  return step === expected ? undefined : refuse("step-out-of-order", { step, expected });
}

/** What a trip waits for next; one that is delivered is in nobody's calendar any more. */
export function nextStep({ steps }: Commitment): ProgressStep {
  return TRIP_STEPS[steps.length] ?? "delivered";
}

/** A phone that was offline says when it was; it cannot mean the future, nor before the last step. */
function timeOf({ steps }: Commitment, { at }: ProgressTrip, now: Instant): Instant {
  return Math.min(now, Math.max(at, steps.at(-1)?.at ?? at));
}
