import type { ShipmentPhase } from "./shipment.ts";

/** Where a shipment may go from where it is. docs/design/market.md draws it, and a guard compares the two. */
export const SHIPMENT_ARROWS: Readonly<Record<ShipmentPhase, readonly ShipmentPhase[]>> = {
  new: ["requested"],
  requested: ["broadcasting"],
  broadcasting: ["bidding", "awarding", "cancelled"],
  bidding: ["broadcasting", "ranked", "awarding", "expired", "cancelled"],
  ranked: ["awarding", "broadcasting", "expired", "cancelled"],
  awarding: ["ranked", "booked", "cancelled"],
  booked: ["at-pickup", "ranked", "cancelled"],
  "at-pickup": ["loading", "cancelled"],
  loading: ["in-transit"],
  "in-transit": ["at-delivery"],
  "at-delivery": ["unloading"],
  unloading: ["delivered"],
  delivered: ["completed", "disputed"],
  disputed: ["completed"],
  completed: [],
  cancelled: [],
  expired: [],
};
