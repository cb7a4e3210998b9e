import { type Instant, unreachable } from "@msafara/kernel";
import type { Consequence } from "../consequence.ts";
import { raiseMatter } from "../ops/raise-matter.ts";
import { showRanking } from "./follow-auction.ts";
import {
  type Consignment,
  consignmentOf,
  isOnMarket,
  type Market,
  marketOf,
  type Shipment,
} from "./shipment.ts";
import type { EventOf } from "./shipment-event.ts";
import { type BidAround, bidRow, type BidStatus } from "./shipment-rows.ts";
import {
  type BookingConfirmed,
  driverAudience,
  shownRequest,
  tellDriver,
  tellLive,
  tellPayment,
  tellShipper,
} from "./shipment-says.ts";

export type AwardEvent = EventOf<
  | "bid.selected"
  | "commitment.made"
  | "award.failed"
  | "hold.overdue"
  | "booking.confirmed"
  | "booking.undone"
>;

/** What follows from a choice until it is a booking, or none. */
export function followAward(
  event: AwardEvent,
  shipment: Shipment,
  now: Instant,
): readonly Consequence[] {
  const consignment = consignmentOf(shipment);
  const { shipmentId } = consignment;
  switch (event.type) {
    case "bid.selected":
      return [...chosenRow(event, shipment, now), ...select(consignment, event)];
    case "commitment.made":
      return [...chosenRow(event, shipment, now), ...holdMoney(consignment, event)];
    case "award.failed":
      return [
        ...chosenRow(event, shipment, now),
        ...undoAward(consignment, event),
        ...showRanking(shipment, now),
      ];
    case "hold.overdue":
      return [
        ...tellLive("hold.overdue", ["ops"], event),
        raiseMatter("hold.overdue", { shipmentId, bidId: event.bidId }),
      ];
    case "booking.confirmed":
      return book(consignment, event, now);
    case "booking.undone":
      return [...undoBooking(marketOf(shipment), event, now), ...showRanking(shipment, now)];
    default:
      return unreachable(event);
  }
}

function select(
  { shipmentId, request }: Consignment,
  { choice, answerBy }: EventOf<"bid.selected">,
): readonly Consequence[] {
  const { bidId, driverId, amount } = choice;
  const [from, to] = [request.pickup.window.from, request.delivery.window.to];
  const chosen = { shipmentId, bidId, amount, answerBy };
  return [
    tellDriver(driverId, {
      type: "bid.selected",
      ...chosen,
      from,
      to,
      request: shownRequest(request),
    }),
    { timer: "answer", due: answerBy, message: { type: "answer.rang", bidId } },
    { cancel: "close" },
    { cancel: "decide" },
    ...tellLive("bid.selected", [driverAudience(driverId)], chosen),
    ...tellLive("bid.selected", ["shipper", "ops"], { shipmentId, ...choice, answerBy }),
  ];
}

function holdMoney(
  { shipmentId, request }: Consignment,
  { bidId, driverId, tripId, amount, patienceUntil }: EventOf<"commitment.made">,
): readonly Consequence[] {
  const { shipperId, delivery } = request;
  const deliverBy = delivery.window.to;
  return [
    tellPayment(shipmentId, {
      type: "hold-payment",
      shipmentId,
      bidId,
      shipperId,
      driverId,
      amount,
      deliverBy,
    }),
    { cancel: "answer" },
    { timer: "patience", due: patienceUntil, message: { type: "patience.rang", bidId } },
    ...tellLive("commitment.made", ["shipper", "ops"], { shipmentId, bidId, driverId, tripId }),
  ];
}

/** Whoever may have said yes is let go, and money that may come is voided when it does. */
function undoAward(
  { shipmentId, terms }: Consignment,
  { bidId, driverId, failure }: EventOf<"award.failed">,
): readonly Consequence[] {
  const why = failure.why === "hold-refused" ? "hold-refused" : "answered-late";
  const release = tellDriver(driverId, { type: "commitment.released", shipmentId, bidId, why });
  const isVoid = failure.why === "withdrawn";
  const body = { shipmentId, bidId, driverId, failure };
  return [
    ...(failure.why === "silent" || failure.why === "hold-refused" ? [release] : []),
    ...(isVoid
      ? [tellPayment(shipmentId, { type: "void-payment", shipmentId, bidId, why: "withdrawn" })]
      : []),
    { cancel: "answer" },
    { cancel: "patience" },
    { timer: "decide", due: terms.decideBy, message: { type: "decide.rang" } },
    ...tellLive("award.failed", ["shipper", "ops", driverAudience(driverId)], body),
  ];
}

function book(
  { shipmentId, request }: Consignment,
  { booking, won, lost }: EventOf<"booking.confirmed">,
  now: Instant,
): readonly Consequence[] {
  const { bidId, tripId, driverId, amount, cancelFee, pins } = booking;
  const secret = pins === undefined ? {} : { pins };
  const said: BookingConfirmed = {
    type: "booking.confirmed",
    shipmentId,
    bidId,
    tripId,
    driverId,
    amount,
  };
  const body = { shipmentId, bidId, tripId, driverId, amount };
  const around = { shipmentId, shipperId: request.shipperId, now };
  return [
    bidRow(won, "won", { ...around, tripId }),
    tellDriver(driverId, { ...said, ...secret }),
    tellShipper(request.shipperId, said),
    { cancel: "patience" },
    ...tellLive("booking.confirmed", ["shipper"], { ...body, cancelFee, ...secret }),
    ...tellLive("booking.confirmed", ["ops"], { ...body, cancelFee }),
    ...tellLive("booking.confirmed", [driverAudience(driverId)], body),
    ...lost.flatMap((bid) => [
      bidRow(bid, "lost", around),
      tellDriver(bid.driverId, { type: "bid.lost", shipmentId, bidId: bid.bidId }),
      ...tellLive("bid.lost", [driverAudience(bid.driverId)], { shipmentId, bidId: bid.bidId }),
    ]),
  ];
}

/** His calendar is free already; the money goes back, and the other bids stand again. */
function undoBooking(
  { shipmentId, request, terms, bids }: Market,
  { bidId, driverId, tripId, why }: EventOf<"booking.undone">,
  now: Instant,
): readonly Consequence[] {
  const around = { shipmentId, shipperId: request.shipperId, now };
  const body = { shipmentId, bidId, driverId, tripId, why };
  return [
    ...bids.flatMap((bid) => {
      if (bid.bidId === bidId) return [bidRow(bid, "fell-away", around)];
      return bid.standing === "stands" ? [bidRow(bid, "submitted", around)] : [];
    }),
    tellPayment(shipmentId, { type: "void-payment", shipmentId, bidId, why }),
    { timer: "decide", due: terms.decideBy, message: { type: "decide.rang" } },
    ...tellLive("booking.undone", ["shipper", "ops", driverAudience(driverId)], body),
  ];
}

/** The row of the bid that is being awarded, or no longer is. */
function chosenRow(
  event: EventOf<"bid.selected" | "commitment.made" | "award.failed">,
  shipment: Shipment,
  now: Instant,
): readonly Consequence[] {
  if (!isOnMarket(shipment)) return [];
  const bidId = event.type === "bid.selected" ? event.choice.bidId : event.bidId;
  const bid = shipment.bids.find((it) => it.bidId === bidId);
  if (bid === undefined) return [];
  const { shipmentId, request } = shipment;
  const around = { shipmentId, shipperId: request.shipperId, now, ...awardOf(event) };
  return [bidRow(bid, standingAfter(event), around)];
}

function awardOf(
  event: EventOf<"bid.selected" | "commitment.made" | "award.failed">,
): Pick<BidAround, "answerBy" | "tripId"> {
  if (event.type === "bid.selected") return { answerBy: event.answerBy };
  return event.type === "commitment.made" ? { tripId: event.tripId } : {};
}

function standingAfter(
  event: EventOf<"bid.selected" | "commitment.made" | "award.failed">,
): BidStatus {
  if (event.type !== "award.failed") return "selected";
  return event.failure.why === "hold-refused" ? "submitted" : "fell-away";
}
