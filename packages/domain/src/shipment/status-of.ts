import { type Shipment, type ShipmentPhase, standingBids, isOnMarket } from "./shipment.ts";

/** A shipment's status on the wire. */
export type ShipmentStatus =
  | "requested"
  | "broadcasting"
  | "bidding"
  | "awarding"
  | "booked"
  | "at-pickup"
  | "loading"
  | "in-transit"
  | "at-delivery"
  | "unloading"
  | "delivered"
  | "completed"
  | "cancelled"
  | "expired"
  | "disputed";

/** The platform's agent, as the trade names its states. */
export type PlatformPhase =
  | "Requested"
  | "Broadcasting"
  | "Collecting"
  | "Ranked"
  | "Awarding"
  | "Booked"
  | "Executing"
  | "Completed"
  | "Cancelled"
  | "Expired";

/** A shipper's agent, for one of its shipments. */
export type ShipperPhase =
  | "Registered"
  | "RequestPending"
  | "BidsReceived"
  | "Booked"
  | "InTransit"
  | "Delivered"
  | "Disputed";

/** One state, as everybody calls it (R13). */
export interface Standing {
  readonly status: ShipmentStatus;
  readonly biddingOpen: boolean;
  readonly platform: PlatformPhase;
  readonly shipper: ShipperPhase;
}

/** Of a shipment that nobody has asked for there is nothing to say. */
export const STANDINGS: Readonly<Record<Exclude<ShipmentPhase, "new">, Standing>> = {
  requested: standing("requested", "Requested", "RequestPending"),
  broadcasting: {
    ...standing("broadcasting", "Broadcasting", "RequestPending"),
    biddingOpen: true,
  },
  bidding: { ...standing("bidding", "Collecting", "RequestPending"), biddingOpen: true },
  ranked: standing("bidding", "Ranked", "BidsReceived"),
  awarding: standing("awarding", "Awarding", "BidsReceived"),
  booked: standing("booked", "Booked", "Booked"),
  "at-pickup": standing("at-pickup", "Executing", "Booked"),
  loading: standing("loading", "Executing", "Booked"),
  "in-transit": standing("in-transit", "Executing", "InTransit"),
  "at-delivery": standing("at-delivery", "Executing", "InTransit"),
  unloading: standing("unloading", "Executing", "InTransit"),
  delivered: standing("delivered", "Executing", "Delivered"),
  disputed: standing("disputed", "Executing", "Disputed"),
  completed: standing("completed", "Completed", "Delivered"),
  cancelled: standing("cancelled", "Cancelled", "Registered"),
  expired: standing("expired", "Expired", "Registered"),
};

/** How a shipment stands; a shipper who waits for bids has them from the first one on. */
export function statusOf(shipment: Exclude<Shipment, { readonly phase: "new" }>): Standing {
  const plain = STANDINGS[shipment.phase];
  if (!isOnMarket(shipment) || standingBids(shipment).length === 0) return plain;
  return { ...plain, shipper: "BidsReceived" };
}

function standing(
  status: ShipmentStatus,
  platform: PlatformPhase,
  shipper: ShipperPhase,
): Standing {
  return { status, biddingOpen: false, platform, shipper };
}
