import type { AnswerOf, ROUTES } from "@msafara/contracts";
import type { ShipmentRow } from "@msafara/domain";
import type { Money } from "@msafara/kernel";
import { defined } from "./defined.ts";
import type { SeenShipment } from "@msafara/store";

type Shown = AnswerOf<(typeof ROUTES)["readShipment"]>[200];

/** A shipment on the wire, as far as its viewer sees it. */
export function showShipment(seen: SeenShipment): Shown {
  const { shipmentId: id, orgId: organizationId, cargo, requestedAt, changedAt, ...rest } = seen;
  const { packages, ...goods } = cargo;
  const [first] = packages;
  return defined({
    ...rest,
    id,
    organizationId,
    stops: [...seen.stops],
    cargo: goods,
    packages: [...packages],
    trackingUrl: `/track/${first?.number ?? seen.reference}`,
    createdAt: requestedAt,
    updatedAt: changedAt,
  });
}

/** The row that a command leaves; calling a shipment off leaves one that knows what it cost. */
export interface Left extends ShipmentRow {
  readonly fee?: Money | null;
  readonly refund?: Money | null;
}

/** What whoever commanded sees of it, which is all of it. */
export function showLeft(row: Left): Shown {
  const { shipmentId, reference, status, biddingOpen, shipperId, request } = row;
  const { pickup, delivery, stops, cargo, serviceLevel, budget, bookNow, distanceM } = request;
  const asked = { pickup, delivery, stops, cargo, serviceLevel, budget, bookNow, distanceM };
  const seen = defined({
    ...asked,
    shipmentId,
    reference,
    status,
    biddingOpen,
    bidding: { ...request.bidding, wave: row.wave, closesAt: row.closesAt },
    shipperId,
    orgId: row.orgId ?? undefined,
    booking: bookingIn(row),
    priceHint: row.priceHint ?? undefined,
    requestedAt: row.requestedAt,
    changedAt: row.changedAt,
  });
  return defined({ ...showShipment(seen), pins: request.pins, cancellation: costIn(row) });
}

function bookingIn(row: ShipmentRow): SeenShipment["booking"] | undefined {
  const { bidId, driverId, tripId, amount, bookedAt } = row;
  if (bidId === null || driverId === null || tripId === null) return undefined;
  if (amount === null || bookedAt === null) return undefined;
  return { bidId, driverId, tripId, amount, bookedAt };
}

function costIn({ fee, refund }: Left): Shown["cancellation"] {
  return fee && refund ? { fee, refund } : undefined;
}
