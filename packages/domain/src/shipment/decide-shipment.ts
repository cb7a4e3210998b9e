import { type Id, type Instant, refuse, type Refusal, unreachable } from "@msafara/kernel";
import type { Actor } from "../access/actor.ts";
import { mayAct } from "../access/may-act.ts";
import { acceptCommitment, declineCommitment, missCommitment } from "./answer-commitment.ts";
import { awardBid } from "./award-bid.ts";
import { broadcastWave, missWave } from "./broadcast-wave.ts";
import { cancelShipment } from "./cancel-shipment.ts";
import { changeShipment } from "./change-shipment.ts";
import { closeBids } from "./close-bids.ts";
import { completeShipment, confirmByTime, confirmDelivery } from "./confirm-delivery.ts";
import { closeDispute, openDispute } from "./dispute-shipment.ts";
import { expireShipment } from "./expire-shipment.ts";
import type { MarketPolicy } from "./market-policy.ts";
import { passRequest } from "./pass-request.ts";
import { progressShipment } from "./progress-shipment.ts";
import { requestShipment } from "./request-shipment.ts";
import { acceptHold, missHold, refuseHold } from "./settle-hold.ts";
import { isOnMarket, type Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";
import type { ShipmentCommand, ShipmentMail, ShipmentMessage } from "./shipment-message.ts";
import { hearBid, submitBid } from "./submit-bid.ts";
import { withdrawBid } from "./withdraw-bid.ts";

/** What a shipment is given to decide with. */
export interface ShipmentGiven {
  readonly now: Instant;
  readonly shipmentId: Id<"shp">;
  /** Fresh, for a bid by hand. */
  readonly bidId: Id<"bid">;
  /** As the operators have it now; a shipment that is on the market keeps its own. */
  readonly policy: MarketPolicy;
  /** A fraction of one, for what nobody should guess. */
  readonly dice: (purpose: string) => number;
}

/** What a shipment says to whatever reaches it. Only commands are refused. */
export function decideShipment(
  shipment: Shipment,
  message: ShipmentMessage,
  given: ShipmentGiven,
): readonly ShipmentEvent[] | Refusal {
  return "by" in message && typeof message.by === "object"
    ? obey(shipment, message, given)
    : hear(shipment, message, given);
}

function obey(
  shipment: Shipment,
  command: ShipmentCommand,
  given: ShipmentGiven,
): readonly ShipmentEvent[] | Refusal {
  const may = mayCommand(shipment, command);
  if (may !== true) return may;
  const { now, shipmentId, bidId, policy } = given;
  switch (command.type) {
    case "request-shipment":
      return requestShipment(shipment, { ...command, now, shipmentId, policy });
    case "change-shipment":
      return changeShipment(shipment, { change: command.change, now });
    case "cancel-shipment":
      return cancelShipment(shipment, { by: sideOf(command.by), reason: command.reason });
    case "submit-bid":
      return submitBid(shipment, { ...command, now, bidId });
    case "withdraw-bid":
      return withdrawBid(shipment, { bidId: command.bidId, now });
    case "award-bid":
      return awardBid(shipment, { bidId: command.bidId, now });
    case "confirm-delivery":
      return confirmDelivery(shipment, now);
    default:
      return unreachable(command);
  }
}

/** Whether a person may at all, before anything is said about how things stand. */
function mayCommand(shipment: Shipment, command: ShipmentCommand): true | Refusal {
  const { by } = command;
  if (command.type === "request-shipment") {
    return mayAct(by, command.type, shipmentOf(command.request));
  }
  if (shipment.phase === "new") return refuse("shipment-not-found");
  if (command.type === "submit-bid") {
    const { driverId, profile } = command;
    return mayAct(by, command.type, bidOf(driverId, profile.orgId));
  }
  if (command.type !== "withdraw-bid") {
    return mayAct(by, command.type, shipmentOf(shipment.request));
  }
  const bid = isOnMarket(shipment)
    ? shipment.bids.find(({ bidId }) => bidId === command.bidId)
    : undefined;
  if (bid === undefined) return mayWithdrawWon(shipment, command);
  return mayAct(by, command.type, bidOf(bid.driverId, bid.bidder.orgId));
}

/** Once booked, only the bid that won is remembered. */
function mayWithdrawWon(
  shipment: Shipment,
  { by, bidId }: Extract<ShipmentCommand, { readonly type: "withdraw-bid" }>,
): true | Refusal {
  if (!("booking" in shipment) || shipment.booking?.bidId !== bidId) {
    return refuse("bid-not-found", { bidId });
  }
  return mayAct(by, "withdraw-bid", bidOf(shipment.booking.driverId));
}

function shipmentOf({ shipperId, orgId }: { shipperId: Id<"shr">; orgId?: Id<"org"> }) {
  const owned = { kind: "shipment", ownerId: shipperId } as const;
  return orgId === undefined ? owned : { ...owned, orgId };
}

function bidOf(driverId: Id<"drv">, orgId?: Id<"org">) {
  const owned = { kind: "bid", ownerId: driverId } as const;
  return orgId === undefined ? owned : { ...owned, orgId };
}

function sideOf({ role }: Actor): "shipper" | "support" {
  return role === "support" || role === "admin" ? "support" : "shipper";
}

type Ring = Extract<ShipmentMail, { readonly type: `${string}.rang` }>;

function hear(
  shipment: Shipment,
  mail: ShipmentMail,
  { now, dice }: Pick<ShipmentGiven, "now" | "dice">,
): readonly ShipmentEvent[] {
  switch (mail.type) {
    case "find-drivers.done":
      return broadcastWave(shipment, { ...mail.result, now });
    case "find-drivers.failed":
      return missWave(shipment, now);
    case "bid.submitted":
      return hearBid(shipment, { ...mail, now });
    case "request.passed":
      return passRequest(shipment, { ...mail, now });
    case "commitment.made":
      return acceptCommitment(shipment, { ...mail, now });
    case "commitment.declined":
      return declineCommitment(shipment, { ...mail, now });
    case "payment.held":
      return acceptHold(shipment, { ...mail, now, dice });
    case "payment.refused":
      return refuseHold(shipment, { ...mail, now });
    case "payment.released":
      return completeShipment(shipment, mail);
    case "trip.progressed":
      return progressShipment(shipment, mail);
    case "dispute.opened":
      return openDispute(shipment, mail.caseId);
    case "dispute.closed":
      return closeDispute(shipment, mail);
    default:
      return ring(shipment, mail, now);
  }
}

function ring(shipment: Shipment, timer: Ring, now: Instant): readonly ShipmentEvent[] {
  switch (timer.type) {
    case "close.rang":
      return closeBids(shipment, { wave: timer.wave, now });
    case "decide.rang":
      return expireShipment(shipment, now);
    case "answer.rang":
      return missCommitment(shipment, now);
    case "patience.rang":
      return missHold(shipment, timer);
    case "confirm.rang":
      return confirmByTime(shipment, now);
    default:
      return unreachable(timer);
  }
}
