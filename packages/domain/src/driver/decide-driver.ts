import {
  crowFliesM,
  type Id,
  type Instant,
  type Money,
  refuse,
  type Refusal,
  unreachable,
} from "@msafara/kernel";
import type { Fields } from "../consequence.ts";
import { answerAward, lapseAward } from "./answer-award.ts";
import { commitToLoad } from "./commit-to-load.ts";
import { considerRequest } from "./consider-request.ts";
import { type Commitment, dealingOf, type Driver } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverCommand, DriverMail, DriverMessage, DriverTimer } from "./driver-message.ts";
import { progressTrip } from "./progress-trip.ts";
import { forgetBid, releaseCommitment } from "./release-commitment.ts";
import { setAvailability } from "./set-availability.ts";
import { setPolicy } from "./set-policy.ts";
import { setProfile } from "./set-profile.ts";
import { setStanding } from "./set-standing.ts";
import { minutesFor } from "./weigh-load.ts";

const MINUTE_MS = 60_000;

/** What a driver's agent is handed besides its state and a message. */
export interface DriverGiven {
  readonly sender: string;
  readonly now: Instant;
  readonly mint: <Kind extends string>(kind: Kind) => Id<Kind>;
  /** `marketRatePerKm`, as operators last set it. */
  readonly settings: Fields;
}

/** What a driver's agent says to a message. */
export function decideDriver(
  driver: Driver,
  message: DriverMessage,
  given: DriverGiven,
): readonly DriverEvent[] | Refusal {
  if ("by" in message) return obey(driver, message, given);
  if (isTimer(message)) return wake(driver, message);
  if (given.sender !== `platform/${message.shipmentId}`) {
    return refuse("not-yours", { sender: given.sender });
  }
  return hear(driver, message, given);
}

function obey(
  driver: Driver,
  command: DriverCommand,
  { now, mint }: DriverGiven,
): readonly DriverEvent[] | Refusal {
  switch (command.type) {
    case "set-profile":
      return setProfile(driver, command, now);
    case "set-policy":
      return setPolicy(driver, command);
    case "set-availability":
      return setAvailability(driver, command, now);
    case "set-standing":
      return setStanding(driver, command, now);
    case "answer-award":
      return answerAward(driver, { command, now, mint });
    case "progress-trip":
      return progressTrip(driver, command, now);
    default:
      return unreachable(command);
  }
}

function isTimer(message: DriverMail | DriverTimer): message is DriverTimer {
  return message.type.endsWith(".rang");
}

function wake(driver: Driver, timer: DriverTimer): readonly DriverEvent[] {
  switch (timer.type) {
    case "request.rang": {
      const { shipmentId } = timer;
      const isNoted = dealingOf(driver, shipmentId)?.stage === "noted";
      return isNoted ? [{ type: "request.lapsed", shipmentId }] : [];
    }
    case "answer.rang":
      return lapseAward(driver, timer);
    case "set-out.rang": {
      const { tripId } = timer;
      const trip = driver.commitments.find((it) => it.tripId === tripId);
      return trip === undefined || trip.isDue ? [] : [{ type: "trip.due", tripId }];
    }
    default:
      return unreachable(timer);
  }
}

function hear(driver: Driver, mail: DriverMail, given: DriverGiven): readonly DriverEvent[] {
  const { now, mint } = given;
  switch (mail.type) {
    case "shipment.requested": {
      const { type: _, ...offer } = mail;
      return considerRequest(driver, { offer, mint, now, ...marketRate(given) });
    }
    case "bid.selected": {
      const { type: _, ...award } = mail;
      return commitToLoad(driver, { award, now, mint });
    }
    case "request.changed":
      return dealingOf(driver, mail.shipmentId) === undefined ? [] : [mail];
    case "bid.turned-away":
      return forgetBid(driver, mail);
    case "bid.lost":
      return forgetBid(driver, { ...mail, why: "lost" });
    case "commitment.released":
      return releaseCommitment(driver, mail);
    case "booking.confirmed":
      return confirm(driver, mail);
    case "driver.rated":
      return [mail];
    default:
      return unreachable(mail);
  }
}

function confirm(
  driver: Driver,
  { shipmentId, bidId, tripId, pins = {} }: Extract<DriverMail, { type: "booking.confirmed" }>,
): readonly DriverEvent[] {
  const trip = driver.commitments.find((it) => it.tripId === tripId);
  if (trip?.status !== "promised") return [];
  const setOutAt = setOutFor(driver, trip);
  return [{ type: "booking.confirmed", shipmentId, bidId, tripId, pins, setOutAt }];
}

/** Early enough to be there when the pickup opens, as the crow flies and a third more. */
function setOutFor({ position }: Driver, { from, request }: Commitment): Instant {
  if (position === undefined) return from;
  const approachM = Math.ceil((crowFliesM(position.where, request.pickup.position) * 4) / 3);
  return from - minutesFor(approachM) * MINUTE_MS;
}

function marketRate({ settings }: DriverGiven): { readonly ratePerKm?: Money } {
  const { amount, currency } = settings["marketRatePerKm"] ?? {};
  if (!Number.isSafeInteger(amount) || typeof currency !== "string") return {};
  return { ratePerKm: { amount, currency } };
}
