import type { Shipment } from "../market/follow-market.ts";

const AT = Date.UTC(2026, 10, 20, 9);
const WINDOW = { from: AT, to: AT + 7_200_000 };
const POSITION = { lat: -0.28, lng: 36.07 };

/** A load of tea between these addresses. */
export function shipmentAt(pickup: string, delivery: string): Shipment {
  return {
    id: "shp_01jx5k7q3v9e2m8n4p6r0s1t2w",
    reference: "SHP-54782-001",
    status: "bidding",
    biddingOpen: true,
    bidding: { windowSeconds: 60, autoAward: false, budgetShown: false, wave: 1, closesAt: null },
    shipperId: "shr_01jx5k7q3v9e2m8n4p6r0s1t2w",
    pickup: { address: pickup, position: POSITION, window: WINDOW },
    delivery: { address: delivery, position: POSITION, window: WINDOW },
    stops: [],
    cargo: { kind: "tea", weightKg: 1_200, vehicleType: "box", hazardous: false },
    packages: [],
    serviceLevel: "standard",
    distanceM: 480_000,
    trackingUrl: "/track/SHP-54782-001",
    createdAt: AT,
    updatedAt: AT,
  };
}
