import { IDS } from "./ids.ts";

const NOON = "2026-11-20T09:00:00.000Z";
const position = { lat: -1.2921, lng: 36.8219 };
const price = { amount: 4_500_000, currency: "KES" };
const budget = { amount: 5_000_000, currency: "KES" };

const pickup = {
  address: "Gate 3, Enterprise Road, Nairobi",
  position,
  window: { from: "2026-11-21T06:00:00.000Z", to: "2026-11-21T09:00:00.000Z" },
  facilityId: IDS.facility,
};
const delivery = {
  address: "Shed 7, Port Reitz, Mombasa",
  position: { lat: -4.0435, lng: 39.6682 },
  window: { from: "2026-11-22T04:00:00.000Z", to: "2026-11-22T14:00:00.000Z" },
  facilityId: IDS.facility,
};
const stop = {
  address: "Weighbridge, Mariakani",
  position: { lat: -3.8631, lng: 39.4746 },
  window: { from: "2026-11-21T20:00:00.000Z", to: "2026-11-22T02:00:00.000Z" },
  facilityId: IDS.facility,
};
const bag = { description: "Maize flour, 24 bales", weightKg: 576 };
const cargo = {
  kind: "Maize flour",
  weightKg: 9_800,
  volumeM3: 18.5,
  vehicleType: "box",
  hazardous: false,
  temperatureC: { min: 5, max: 30 },
};
const newShipment = {
  pickup,
  delivery,
  stops: [stop],
  cargo: { ...cargo, packages: [bag] },
  serviceLevel: "standard",
  budget,
  bidding: { windowSeconds: 60, autoAward: false, budgetShown: true },
  bookNow: price,
  pinsAsked: { pickup: true, delivery: true },
  shipperId: IDS.shipper,
};

const shipment = {
  id: IDS.shipment,
  reference: "SHP-54782-001",
  status: "booked",
  biddingOpen: false,
  bidding: { windowSeconds: 60, autoAward: false, budgetShown: true, wave: 1, closesAt: NOON },
  shipperId: IDS.shipper,
  organizationId: IDS.organization,
  pickup,
  delivery,
  stops: [stop],
  cargo,
  packages: [{ id: IDS.package, number: "MSF-7K2M-9Q4X", ...bag }],
  serviceLevel: "standard",
  budget,
  bookNow: price,
  pins: { pickup: "4821", delivery: "0937" },
  distanceM: 485_300,
  booking: {
    bidId: IDS.bid,
    driverId: IDS.driver,
    tripId: IDS.trip,
    amount: price,
    bookedAt: NOON,
  },
  priceHint: { asked: 14, passed: { "below-floor": 9 }, try: price },
  cancellation: { fee: { amount: 900_000, currency: "KES" }, refund: price },
  trackingUrl: "/track/MSF-7K2M-9Q4X",
  createdAt: NOON,
  updatedAt: NOON,
};

const bid = {
  id: IDS.bid,
  status: "selected",
  shipmentId: IDS.shipment,
  driverId: IDS.driver,
  amount: price,
  estimatedMinutes: 540,
  note: "I know the gate, and can be there at six.",
  submittedAt: NOON,
  answerBy: "2026-11-20T09:02:00.000Z",
  tripId: IDS.trip,
};
const parts = {
  price: 10_000,
  time: 8_000,
  reliability: 9_600,
  experience: 4_200,
  vehicle: 10_000,
};
const rankedBid = {
  id: IDS.bid,
  driverId: IDS.driver,
  amount: price,
  estimatedMinutes: 540,
  score: 8_740,
  parts,
  rank: 1,
  status: "submitted",
  toWin: { amount: { amount: 4_400_000, currency: "KES" }, estimatedMinutes: 510 },
  driver: {
    name: "Baraka Mwangi",
    rating: 9_400,
    vehicle: { type: "box", capacityKg: 10_000, yearBuilt: 2023 },
  },
};
const load = {
  shipmentId: IDS.shipment,
  reference: "SHP-54782-001",
  pickup,
  delivery,
  stops: [stop],
  cargo,
  serviceLevel: "standard",
  distanceM: 485_300,
  approachM: 12_400,
  budget,
  bookNow: price,
  closesAt: NOON,
  bidId: IDS.bid,
};

/** One good world for each schema of shipments, loads and bids. */
export const MARKET_EXAMPLES = {
  Award: { bidId: IDS.bid },
  Awarding: { status: "awarding" },
  Bid: bid,
  Cancellation: { reason: "The mill has no power today." },
  Load: load,
  Loads: { items: [load], nextCursor: "bHBfMDE" },
  NewBid: {
    shipmentId: IDS.shipment,
    amount: price,
    estimatedMinutes: 540,
    note: "I know the gate, and can be there at six.",
    driverId: IDS.driver,
  },
  NewShipment: newShipment,
  RankedBid: rankedBid,
  RankedBids: {
    items: [rankedBid],
    nextCursor: null,
    weights: { price: 3_000, time: 3_000, reliability: 2_000, experience: 1_000, vehicle: 1_000 },
  },
  Shipment: shipment,
  ShipmentChange: { budget, bookNow: price, bidding: { autoAward: true } },
  Shipments: { items: [shipment], nextCursor: null },
  Timeline: {
    items: [{ seq: 1, name: "shipment.requested", at: NOON, data: { wave: 1 } }],
    nextCursor: null,
  },
} as const;
