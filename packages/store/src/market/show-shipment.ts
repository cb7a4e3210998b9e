import type { Actor, ShipmentRow } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import type { SeenShipment } from "./market.ts";
import { reachOf } from "./reach-of.ts";

/** A row as far as showing it needs. */
export type ShownRow = Pick<
  ShipmentRow,
  | "shipmentId"
  | "reference"
  | "status"
  | "biddingOpen"
  | "closesAt"
  | "wave"
  | "shipperId"
  | "orgId"
  | "request"
  | "priceHint"
  | "driverId"
  | "tripId"
  | "bidId"
  | "amount"
  | "bookedAt"
  | "requestedAt"
  | "changedAt"
>;

/** A shipment as this viewer may see it; that he may see it at all was the question's to say. */
export function showShipment(viewer: Actor, row: ShownRow): SeenShipment {
  return { ...plainOf(row), ...forEyes(viewer, row) };
}

/** What everybody who takes part may know. */
function plainOf(row: ShownRow): SeenShipment {
  const { request } = row;
  const { pickup, delivery, stops, cargo, serviceLevel, distanceM } = request;
  return {
    shipmentId: row.shipmentId,
    reference: row.reference,
    status: row.status,
    biddingOpen: row.biddingOpen,
    bidding: { ...request.bidding, wave: row.wave, closesAt: row.closesAt },
    shipperId: row.shipperId,
    ...(row.orgId === null ? {} : { orgId: row.orgId }),
    pickup,
    delivery,
    stops,
    cargo,
    serviceLevel,
    distanceM,
    requestedAt: row.requestedAt,
    changedAt: row.changedAt,
  };
}

/** What only some may know: money, and who hauls it. A facility is told of neither, but of its own PIN. */
function forEyes(viewer: Actor, row: ShownRow): Partial<SeenShipment> {
  if (isTraders(viewer, row)) {
    const { priceHint } = row;
    const hint = priceHint === null ? {} : { priceHint };
    return { ...budgetOf(row), ...priceOf(row), ...bookingOf(row), ...hint, ...pinsOf(row) };
  }
  if (viewer.role === "facility") return pinsAt(row, viewer.agentId);
  if (viewer.role !== "driver") return {};
  const isHis = viewer.agentId !== undefined && viewer.agentId === row.driverId;
  return {
    ...(row.request.bidding.budgetShown ? budgetOf(row) : {}),
    ...priceOf(row),
    ...(isHis ? bookingOf(row) : {}),
  };
}

/** Whether somebody looks at it as its shipper does; those who see its bids do. */
function isTraders(viewer: Actor, { shipperId, orgId }: ShownRow): boolean {
  const { all, own, org } = reachOf(viewer, "read-bids", "shipment");
  return all || own === shipperId || (org !== undefined && org === orgId);
}

function budgetOf({ request: { budget } }: ShownRow): Pick<SeenShipment, "budget"> {
  return budget === undefined ? {} : { budget };
}

function priceOf({ request: { bookNow } }: ShownRow): Pick<SeenShipment, "bookNow"> {
  return bookNow === undefined ? {} : { bookNow };
}

function bookingOf(row: ShownRow): Pick<SeenShipment, "booking"> {
  const { bidId, driverId, tripId, amount, bookedAt } = row;
  if (bidId === null || driverId === null || tripId === null) return {};
  if (amount === null || bookedAt === null) return {};
  return { booking: { bidId, driverId, tripId, amount, bookedAt } };
}

function pinsOf({ request: { pins } }: ShownRow): Pick<SeenShipment, "pins"> {
  return pins === undefined ? {} : { pins };
}

/** A facility hands over or takes in by the PIN of its own stop, and knows no other. */
function pinsAt(
  { request: { pins, pickup, delivery } }: ShownRow,
  facilityId: Id | undefined,
): Pick<SeenShipment, "pins"> {
  if (pins === undefined || facilityId === undefined) return {};
  const own = {
    ...(pickup.facilityId === facilityId && pins.pickup !== undefined
      ? { pickup: pins.pickup }
      : {}),
    ...(delivery.facilityId === facilityId && pins.delivery !== undefined
      ? { delivery: pins.delivery }
      : {}),
  };
  return Object.keys(own).length === 0 ? {} : { pins: own };
}
