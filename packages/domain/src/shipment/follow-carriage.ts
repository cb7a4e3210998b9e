import { assert, type Instant, unreachable } from "@msafara/kernel";
import type { Consequence } from "../consequence.ts";
import { raiseMatter } from "../ops/raise-matter.ts";
import {
  type Booking,
  bookingOf,
  type Consignment,
  consignmentOf,
  type Shipment,
} from "./shipment.ts";
import type { EventOf, Undo } from "./shipment-event.ts";
import { bidRow } from "./shipment-rows.ts";
import { driverAudience, tellDriver, tellLive, tellPayment } from "./shipment-says.ts";

export type CarriageEvent = EventOf<
  | "commitment.broken"
  | "shipment.progressed"
  | "delivery.confirmed"
  | "dispute.opened"
  | "dispute.closed"
  | "shipment.completed"
  | "shipment.cancelled"
  | "shipment.expired"
>;

/** What follows on the road, and at every end of it. */
export function followCarriage(
  event: CarriageEvent,
  shipment: Shipment,
  now: Instant,
): readonly Consequence[] {
  const consignment = consignmentOf(shipment);
  const { shipmentId } = consignment;
  switch (event.type) {
    case "commitment.broken":
      return breakOff(shipmentId, event);
    case "shipment.progressed":
      return awaitConfirmation(consignment, event, now);
    case "delivery.confirmed":
      return release(shipment, event);
    case "dispute.opened":
      return [
        { cancel: "confirm" },
        freeze(shipment, event),
        ...tellLive("dispute.opened", watchers(shipment), { shipmentId, caseId: event.caseId }),
      ];
    case "dispute.closed":
      return [
        settle(shipment, event),
        ...tellLive("dispute.closed", watchers(shipment), { shipmentId, caseId: event.caseId }),
      ];
    case "shipment.completed":
      return [];
    case "shipment.cancelled":
      return cancel(consignment, event, now);
    case "shipment.expired":
      return expire(consignment, event, now);
    default:
      return unreachable(event);
  }
}

/** Somebody counts on a truck that will not come: people decide. */
function breakOff(
  shipmentId: Consignment["shipmentId"],
  { bidId, driverId, why }: EventOf<"commitment.broken">,
): readonly Consequence[] {
  return [
    ...tellLive("commitment.broken", ["shipper", "ops"], { shipmentId, why }),
    raiseMatter("commitment.broken", { shipmentId, bidId, driverId, why }),
  ];
}

/** Who follows a booked shipment live. */
export function watchers(shipment: Shipment): readonly string[] {
  const booking = bookingOf(shipment);
  const all = ["shipper", "ops"];
  return booking === undefined ? all : [...all, driverAudience(booking.driverId)];
}

const IDLE: readonly Consequence[] = [
  { cancel: "close" },
  { cancel: "decide" },
  { cancel: "answer" },
  { cancel: "patience" },
];

/** Counted from when we hear of it: a phone may have been without a net for hours. */
function awaitConfirmation(
  { terms }: Consignment,
  { to }: EventOf<"shipment.progressed">,
  now: Instant,
): readonly Consequence[] {
  if (to !== "delivered") return [];
  const due = now + terms.policy.confirmMs;
  return [{ timer: "confirm", due, message: { type: "confirm.rang" } }];
}

function release(
  shipment: Shipment,
  { by, at }: EventOf<"delivery.confirmed">,
): readonly Consequence[] {
  const { shipmentId } = consignmentOf(shipment);
  const { bidId } = bookedIn(shipment);
  return [
    { cancel: "confirm" },
    tellPayment(shipmentId, { type: "release-payment", shipmentId, bidId }),
    ...tellLive("delivery.confirmed", watchers(shipment), { shipmentId, by, at }),
  ];
}

/** What is held stays where it is until there is a verdict. */
function freeze(shipment: Shipment, { caseId }: EventOf<"dispute.opened">): Consequence {
  const { shipmentId } = consignmentOf(shipment);
  const { bidId } = bookedIn(shipment);
  return tellPayment(shipmentId, { type: "dispute-payment", shipmentId, bidId, caseId });
}

function settle(shipment: Shipment, { caseId, refund }: EventOf<"dispute.closed">): Consequence {
  const { shipmentId } = consignmentOf(shipment);
  const { bidId } = bookedIn(shipment);
  const verdict = { shipmentId, bidId, caseId };
  return tellPayment(
    shipmentId,
    refund === undefined || refund.amount === 0
      ? { type: "release-payment", ...verdict }
      : { type: "refund-payment", ...verdict, amount: refund, why: "verdict" },
  );
}

function bookedIn(shipment: Shipment): Booking {
  const booking = bookingOf(shipment);
  assert(booking !== undefined, "only what was booked is delivered");
  return booking;
}

function cancel(
  { shipmentId, request }: Consignment,
  { undo, lost, why, by }: EventOf<"shipment.cancelled">,
  now: Instant,
): readonly Consequence[] {
  const around = { shipmentId, shipperId: request.shipperId, now };
  const others = lost.filter(({ bidId }) => bidId !== undo.release?.bidId);
  return [
    ...IDLE,
    ...takeBack(shipmentId, undo),
    ...lost.map((bid) => bidRow(bid, "lost", around)),
    ...others.map(({ bidId, driverId }) =>
      tellDriver(driverId, { type: "bid.lost", shipmentId, bidId }),
    ),
    ...tellLive("shipment.cancelled", ["shipper", "ops"], { shipmentId, why, by, ...undo.money }),
    ...[...others, ...(undo.release === undefined ? [] : [undo.release])].flatMap(({ driverId }) =>
      tellLive("shipment.cancelled", [driverAudience(driverId)], { shipmentId }),
    ),
  ];
}

function takeBack(shipmentId: Consignment["shipmentId"], undo: Undo): readonly Consequence[] {
  const { release: released, money } = undo;
  const why = "cancelled";
  const freed =
    released === undefined
      ? []
      : [
          tellDriver(released.driverId, {
            type: "commitment.released",
            shipmentId,
            bidId: released.bidId,
            why,
          }),
        ];
  if (money === undefined) return freed;
  const { bidId } = money;
  return money.deed === "void"
    ? [...freed, tellPayment(shipmentId, { type: "void-payment", shipmentId, bidId, why })]
    : [
        ...freed,
        tellPayment(shipmentId, {
          type: "refund-payment",
          shipmentId,
          bidId,
          amount: money.amount,
          why,
        }),
      ];
}

function expire(
  { shipmentId, request }: Consignment,
  { why, hint, lost }: EventOf<"shipment.expired">,
  now: Instant,
): readonly Consequence[] {
  const around = { shipmentId, shipperId: request.shipperId, now };
  return [
    ...IDLE,
    ...lost.flatMap((bid) => [
      bidRow(bid, "lost", around),
      tellDriver(bid.driverId, { type: "bid.lost", shipmentId, bidId: bid.bidId }),
      ...tellLive("bid.lost", [driverAudience(bid.driverId)], { shipmentId, bidId: bid.bidId }),
    ]),
    ...tellLive("shipment.expired", ["shipper", "ops"], { shipmentId, why, hint }),
  ];
}
