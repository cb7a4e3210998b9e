import { assert, unreachable } from "@msafara/kernel";
import {
  type Awarding,
  bookingOf,
  consignmentOf,
  isOnMarket,
  type Market,
  type MarketBid,
  marketOf,
  type Shipment,
} from "./shipment.ts";
import { SHIPMENT_ARROWS } from "./shipment-arrows.ts";
import type { EventOf, ShipmentEvent } from "./shipment-event.ts";

/** The shipment after an event. It goes only along the drawn arrows. */
export function evolveShipment(shipment: Shipment, event: ShipmentEvent): Shipment {
  const next = shipmentAfter(shipment, event);
  assert(
    next.phase === shipment.phase || SHIPMENT_ARROWS[shipment.phase].includes(next.phase),
    "a shipment goes only along the drawn arrows",
  );
  return next;
}

function shipmentAfter(shipment: Shipment, event: ShipmentEvent): Shipment {
  switch (event.type) {
    case "shipment.requested": {
      const { shipmentId, request, terms } = event;
      const nothing = { releasedTrips: [], wave: 0, asked: [], bids: [] };
      return { phase: "requested", shipmentId, request, terms, ...nothing };
    }
    case "shipment.changed":
      return changed(shipment, event);
    case "wave.called":
      return called(shipment, event);
    case "wave.broadcast":
      return broadcast(marketOf(shipment), event);
    case "request.passed":
      return passed(shipment, event);
    case "bid.submitted":
      return withBids(shipment, ({ bids }) => [...bids, { ...event.bid, standing: "stands" }]);
    case "bid.withdrawn":
      return withBids(shipment, (market) => markBid(market, event.bidId, "withdrawn"));
    case "bids.closed":
      return { ...marketOf(shipment), phase: "ranked" };
    case "bid.turned-away":
    case "hold.late":
    case "commitment.broken":
    case "confirmation.repeated":
      return shipment;
    case "commitment.late":
      return shipment.phase === "new" ? shipment : released(shipment, event.tripId);
    case "bid.selected":
    case "commitment.made":
    case "hold.overdue":
    case "award.failed":
      return awarded(shipment, event);
    default:
      return booked(shipment, event);
  }
}

type AwardEvent = EventOf<"bid.selected" | "commitment.made" | "hold.overdue" | "award.failed">;

function awarded(shipment: Shipment, event: AwardEvent): Shipment {
  switch (event.type) {
    case "bid.selected": {
      const { choice, answerBy } = event;
      return {
        ...marketOf(shipment),
        phase: "awarding",
        award: { ...choice, step: "answer", answerBy },
      };
    }
    case "commitment.made": {
      const { award, ...market } = awardingOf(shipment);
      assert(award.step === "answer", "a driver commits once to one award");
      const { step: _, answerBy: __, ...choice } = award;
      const { tripId } = event;
      return { ...market, award: { ...choice, step: "hold", tripId, isOverdue: false } };
    }
    case "hold.overdue": {
      const awarding = awardingOf(shipment);
      const { award } = awarding;
      assert(award.step === "hold", "only a hold that was asked for is overdue");
      return { ...awarding, award: { ...award, isOverdue: true } };
    }
    case "award.failed":
      return failed(awardingOf(shipment), event);
    default:
      return unreachable(event);
  }
}

type LaterEvent = Exclude<
  ShipmentEvent,
  | AwardEvent
  | EventOf<"shipment.requested" | "shipment.changed" | "wave.called" | "wave.broadcast">
  | EventOf<"request.passed" | "bid.submitted" | "bid.withdrawn" | "bids.closed">
  | EventOf<"bid.turned-away" | "hold.late" | "commitment.late" | "commitment.broken">
  | EventOf<"confirmation.repeated">
>;

function booked(shipment: Shipment, event: LaterEvent): Shipment {
  const consignment = consignmentOf(shipment);
  const booking = bookingOf(shipment);
  switch (event.type) {
    case "booking.confirmed": {
      const { wave, asked, bids } = marketOf(shipment);
      const left = { wave, asked, bids };
      return { ...consignment, phase: "booked", booking: event.booking, left };
    }
    case "booking.undone":
      return undone(shipment, event);
    case "shipment.cancelled":
      return cancelled(shipment);
    case "shipment.expired":
      return { ...consignment, phase: "expired", why: event.why, hint: event.hint };
    case "shipment.progressed":
    case "delivery.confirmed":
    case "dispute.opened":
    case "dispute.closed":
    case "shipment.completed":
      assert(booking !== undefined, "only what is booked is carried");
      return carried({ ...consignment, booking }, event);
    default:
      return unreachable(event);
  }
}

/** The market goes on where it was left, without the one who will not come. */
function undone(shipment: Shipment, { bidId, tripId }: EventOf<"booking.undone">): Shipment {
  assert(shipment.phase === "booked", "only a booking can be undone");
  const market: Market = { ...consignmentOf(shipment), ...shipment.left };
  const bids = markBid(market, bidId, "fell-away");
  const ranked: Shipment = { ...market, phase: "ranked", bids };
  return released(ranked, tripId);
}

/** A trip that was under way must not count when it is told once more. */
function cancelled(shipment: Shipment): Shipment {
  const booking = bookingOf(shipment);
  const ended = { ...consignmentOf(shipment), phase: "cancelled" } as const;
  if (booking !== undefined) return { ...ended, booking };
  const award = shipment.phase === "awarding" ? shipment.award : undefined;
  return award?.step === "hold" ? released(ended, award.tripId) : ended;
}

type CarriageEvent = EventOf<
  | "shipment.progressed"
  | "delivery.confirmed"
  | "dispute.opened"
  | "dispute.closed"
  | "shipment.completed"
>;
type OnTheJob = Pick<
  Extract<Shipment, { readonly phase: "completed" }>,
  "shipmentId" | "request" | "terms" | "releasedTrips" | "booking"
>;

function carried(job: OnTheJob, event: CarriageEvent): Shipment {
  switch (event.type) {
    case "shipment.progressed": {
      const { to, position } = event;
      if (to === "delivered") return { ...job, phase: "delivered", confirmed: false };
      return position === undefined ? { ...job, phase: to } : { ...job, phase: to, position };
    }
    case "delivery.confirmed":
      return { ...job, phase: "delivered", confirmed: true };
    case "dispute.opened":
      return { ...job, phase: "disputed", caseId: event.caseId };
    case "dispute.closed":
    case "shipment.completed":
      return { ...job, phase: "completed" };
    default:
      return unreachable(event);
  }
}

function changed(shipment: Shipment, { change }: EventOf<"shipment.changed">): Shipment {
  assert(isOnMarket(shipment), "only a shipment on the market can be changed");
  const { bidding, ...prices } = change;
  const { request } = shipment;
  return {
    ...shipment,
    request: { ...request, ...prices, bidding: { ...request.bidding, ...bidding } },
  };
}

function called(shipment: Shipment, { wave }: EventOf<"wave.called">): Shipment {
  const promisedUntil = shipment.phase === "bidding" ? shipment.closesAt : 0;
  return { ...marketOf(shipment), phase: "broadcasting", wave, promisedUntil };
}

function broadcast(market: Market, event: EventOf<"wave.broadcast">): Shipment {
  const { wave, closesAt } = event;
  const asked = event.asked.map(({ driverId, distanceM }) => ({ driverId, wave, distanceM }));
  return { ...market, phase: "bidding", closesAt, asked: [...market.asked, ...asked] };
}

function passed(shipment: Shipment, { driverId, why }: EventOf<"request.passed">): Shipment {
  assert(isOnMarket(shipment), "only a shipment on the market can be passed");
  const asked = shipment.asked.map((it) =>
    it.driverId === driverId ? { ...it, passed: why } : it,
  );
  return { ...shipment, asked };
}

function withBids(shipment: Shipment, bidsOf: (market: Market) => readonly MarketBid[]): Shipment {
  assert(isOnMarket(shipment), "only a shipment on the market has bids");
  return { ...shipment, bids: bidsOf(shipment) };
}

function markBid(
  { bids }: Market,
  bidId: string,
  standing: MarketBid["standing"],
): readonly MarketBid[] {
  return bids.map((bid) => (bid.bidId === bidId ? { ...bid, standing } : bid));
}

function awardingOf(shipment: Shipment): Awarding {
  assert(shipment.phase === "awarding", "only an award on its way can go on or fail");
  return shipment;
}

/** A bid whose money was refused still stands: the shipper may find the money. */
function failed(awarding: Awarding, { bidId, failure }: EventOf<"award.failed">): Shipment {
  const { award } = awarding;
  const market = marketOf(awarding);
  const bids = failure.why === "hold-refused" ? market.bids : markBid(market, bidId, "fell-away");
  const ranked: Shipment = { ...market, phase: "ranked", bids };
  return award.step === "hold" ? released(ranked, award.tripId) : ranked;
}

function released<Any extends { readonly releasedTrips: readonly string[] }>(
  shipment: Any,
  tripId: string,
): Any {
  return shipment.releasedTrips.includes(tripId)
    ? shipment
    : { ...shipment, releasedTrips: [...shipment.releasedTrips, tripId] };
}
