import { type Id, type Instant, refuse, type Refusal } from "@msafara/kernel";
import { isFree } from "./calendar.ts";
import { declineBecause, declined, sayYes } from "./commit-to-load.ts";
import { dealingOf, type Driver, type DriverAward } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverCommand } from "./driver-message.ts";
import { maySteer } from "./may-steer.ts";

/** What the agent needs to hear a person's answer. */
export interface AnswerAward {
  readonly command: Extract<DriverCommand, { type: "answer-award" }>;
  readonly now: Instant;
  readonly mint: <Kind extends string>(kind: Kind) => Id<Kind>;
}

/** A person's yes or no to an award. A yes can be taken back until the trip begins. */
export function answerAward(
  driver: Driver,
  { command, now, mint }: AnswerAward,
): readonly DriverEvent[] | Refusal {
  const may = maySteer(driver, command.by, "answer-award");
  if (may !== true) return may;
  const { shipmentId, bidId, accept } = command;
  if (!isMeant(driver, { shipmentId, bidId })) return refuse("no-award-waiting", { shipmentId });
  const dealing = dealingOf(driver, shipmentId);
  if (dealing?.stage !== "awarded") {
    return accept ? noneWaits(driver, shipmentId) : takeBack(driver, shipmentId);
  }
  const { award } = dealing;
  if (!accept) return [declined(award, "refused")];
  if (!isFree(driver.commitments, award, now)) return refuse("calendar-taken", { shipmentId });
  const why = declineBecause(driver, award, now);
  return why === undefined ? sayYes(driver, { award, now, mint }) : [declined(award, why)];
}

/** A bid that was taken back, or lost, does not answer for the next one of the same driver. */
function isMeant(
  driver: Driver,
  { shipmentId, bidId }: { readonly shipmentId: Id<"shp">; readonly bidId: Id<"bid"> | undefined },
): boolean {
  if (bidId === undefined) return true;
  const dealing = dealingOf(driver, shipmentId);
  const awarded = dealing?.stage === "awarded" ? dealing.award.bidId : undefined;
  const trip = driver.commitments.find((it) => it.shipmentId === shipmentId);
  const waits = awarded ?? trip?.bidId;
  return waits === undefined || waits === bidId;
}

/** Says whether it was declined because the time was given to another load. */
function noneWaits(driver: Driver, shipmentId: Id<"shp">): Refusal {
  const isTaken = driver.answered.some(
    (it) => it.shipmentId === shipmentId && it.because === "busy",
  );
  return refuse(isTaken ? "calendar-taken" : "no-award-waiting", { shipmentId });
}

function takeBack(driver: Driver, shipmentId: Id<"shp">): readonly DriverEvent[] | Refusal {
  const trip = driver.commitments.find((it) => it.shipmentId === shipmentId);
  if (trip === undefined || trip.steps.length > 0 || trip.isGivenUp === true) {
    return refuse("no-award-waiting", { shipmentId });
  }
  const { bidId, tripId, status } = trip;
  const type = status === "booked" ? "booking.given-up" : "commitment.withdrawn";
  return [{ type, shipmentId, bidId, tripId }];
}

/** Nobody answered in time; that is a no. */
export function lapseAward(
  driver: Driver,
  { shipmentId, bidId, answerBy }: Pick<DriverAward, "shipmentId" | "bidId" | "answerBy">,
): readonly DriverEvent[] {
  const dealing = dealingOf(driver, shipmentId);
  if (dealing?.stage !== "awarded") return [];
  const { award } = dealing;
  const isSame = award.bidId === bidId && award.answerBy === answerBy;
  return isSame ? [declined(award, "refused")] : [];
}
