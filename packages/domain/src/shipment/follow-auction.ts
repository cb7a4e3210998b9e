import { type Instant, unreachable } from "@msafara/kernel";
import type { Consequence } from "../consequence.ts";
import { rankStanding } from "./rank-standing.ts";
import { type Market, marketOf, type Shipment } from "./shipment.ts";
import type { EventOf } from "./shipment-event.ts";
import type { FindDrivers } from "./shipment-message.ts";
import { askRow, bidRow, rankedRow, TOP_BIDS } from "./shipment-rows.ts";
import { driverAudience, shownRequest, tellDriver, tellLive } from "./shipment-says.ts";

export type AuctionEvent = EventOf<
  | "shipment.changed"
  | "wave.called"
  | "wave.broadcast"
  | "request.passed"
  | "bid.submitted"
  | "bid.withdrawn"
  | "bids.closed"
>;

/** What follows while drivers are looked for, asked and heard. */
export function followAuction(
  event: AuctionEvent,
  shipment: Shipment,
  now: Instant,
): readonly Consequence[] {
  const market = marketOf(shipment);
  switch (event.type) {
    case "shipment.changed":
      return tellChange(market, event);
    case "wave.called":
      return findDrivers(market, event);
    case "wave.broadcast":
      return ask(market, event);
    case "request.passed":
      return [passedRow(market, event), ...tellLive("request.passed", ["ops"], event)];
    case "bid.submitted":
      return [...showBid(market, event, now), ...showRanking(shipment, now)];
    case "bid.withdrawn":
      return [...takeBack(market, event, now), ...showRanking(shipment, now)];
    case "bids.closed": {
      const { decideBy } = market.terms;
      const decide = { timer: "decide", due: decideBy, message: { type: "decide.rang" } };
      return [decide, ...showRanking(shipment, now)];
    }
    default:
      return unreachable(event);
  }
}

/** The best five and why they stand there, live to the shipper (U140). */
export function showRanking(shipment: Shipment, now: Instant): readonly Consequence[] {
  const market = marketOf(shipment);
  const ranking = rankStanding(market, { now, explained: TOP_BIDS });
  const top = ranking.slice(0, TOP_BIDS).map((it) => ({ ...rankedRow(it), toWin: it.toWin }));
  const isOpen = shipment.phase === "bidding" || shipment.phase === "broadcasting";
  const { shipmentId, terms } = market;
  const { weights } = terms.policy;
  const body = { shipmentId, biddingOpen: isOpen, count: ranking.length, weights, top };
  return tellLive("bids.ranked", ["shipper"], body);
}

function findDrivers(
  { shipmentId, request, terms, asked }: Market,
  { wave, radiusM, until }: EventOf<"wave.called">,
): readonly Consequence[] {
  const { cargo, pickup, shipperId, orgId } = request;
  const { vehicleType, weightKg, hazardous, temperatureC } = cargo;
  const body: FindDrivers = {
    shipmentId,
    wave,
    near: pickup.position,
    radiusM,
    vehicleType,
    weightKg,
    hazardous,
    ...(temperatureC === undefined ? {} : { temperatureC }),
    currency: terms.currency,
    shipperId,
    ...(orgId === undefined ? {} : { orgId }),
    already: asked.map(({ driverId }) => driverId),
    limit: terms.policy.askedPerWaveMax,
  };
  return [
    { effect: "find-drivers", lane: "roster", body },
    { timer: "close", due: until, message: { type: "close.rang", wave } },
    { cancel: "decide" },
  ];
}

function ask(
  { shipmentId, request, terms }: Market,
  { wave, asked, passedOver, closesAt }: EventOf<"wave.broadcast">,
): readonly Consequence[] {
  const { pickup, delivery, stops, cargo, serviceLevel, distanceM, ...rest } =
    shownRequest(request);
  const { budget, bookNow } = rest;
  const wish = {
    shipmentId,
    wave,
    closesAt,
    currency: terms.currency,
    pickup,
    delivery,
    stops,
    cargo,
    serviceLevel,
    distanceM,
    ...(budget === undefined ? {} : { budget }),
    ...(bookNow === undefined ? {} : { bookNow }),
  };
  const facts = { shipmentId, wave, asked: asked.length, passedOver: passedOver.length, closesAt };
  return [
    { timer: "close", due: closesAt, message: { type: "close.rang", wave } },
    ...asked.flatMap(({ driverId, distanceM: approachM }) => [
      tellDriver(driverId, { type: "shipment.requested", ...wish, approachM }),
      askRow({ shipmentId, driverId, wave, outcome: "asked", why: null, facts: { approachM } }),
    ]),
    ...passedOver.map(({ driverId, why, facts: because }) =>
      askRow({ shipmentId, driverId, wave, outcome: "passed-over", why, facts: because }),
    ),
    ...tellLive("wave.broadcast", ["shipper", "ops"], facts),
  ];
}

/** Whoever still decides about it hears of a price that he may see. */
function tellChange(
  { shipmentId, request, asked }: Market,
  { change }: EventOf<"shipment.changed">,
): readonly Consequence[] {
  const { budget, bookNow } = shownRequest(request);
  const news = {
    ...(change.budget === undefined || budget === undefined ? {} : { budget }),
    ...(change.bookNow === undefined || bookNow === undefined ? {} : { bookNow }),
  };
  if (Object.keys(news).length === 0) return [];
  return asked.flatMap(({ driverId, passed }) =>
    passed === undefined
      ? [tellDriver(driverId, { type: "request.changed", shipmentId, ...news })]
      : [],
  );
}

function passedRow(
  { shipmentId, asked }: Market,
  { driverId, why }: EventOf<"request.passed">,
): Consequence {
  const known = asked.find((it) => it.driverId === driverId);
  const { wave = 0, distanceM: approachM = 0 } = known ?? {};
  return askRow({ shipmentId, driverId, wave, outcome: "passed", why, facts: { approachM } });
}

/** A bid's amount is for its shipper, for operators and for its own driver. */
function showBid(
  { shipmentId, request }: Market,
  { bid }: EventOf<"bid.submitted">,
  now: Instant,
): readonly Consequence[] {
  const { bidId, driverId, amount, estimatedMinutes } = bid;
  const audiences = ["shipper", "ops", driverAudience(driverId)];
  const body = { shipmentId, bidId, driverId, amount, estimatedMinutes };
  const around = { shipmentId, shipperId: request.shipperId, now };
  return [bidRow(bid, "submitted", around), ...tellLive("bid.submitted", audiences, body)];
}

function takeBack(
  { shipmentId, request, bids }: Market,
  { bidId, driverId }: EventOf<"bid.withdrawn">,
  now: Instant,
): readonly Consequence[] {
  const audiences = ["shipper", "ops", driverAudience(driverId)];
  const around = { shipmentId, shipperId: request.shipperId, now };
  return [
    ...bids.flatMap((bid) => (bid.bidId === bidId ? [bidRow(bid, "withdrawn", around)] : [])),
    tellDriver(driverId, { type: "bid.lost", shipmentId, bidId }),
    ...tellLive("bid.withdrawn", audiences, { shipmentId, bidId, driverId }),
  ];
}
