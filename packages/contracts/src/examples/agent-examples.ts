import { IDS } from "./ids.ts";

const NOON = "2026-11-20T09:00:00.000Z";
const position = { lat: -1.2921, lng: 36.8219 };
const vehicle = {
  plate: "KCB 123A",
  type: "box",
  capacityKg: 10_000,
  yearBuilt: 2023,
  temperatureC: { min: 2, max: 8 },
};
const licence = { number: "DL-4471902", expiresOn: "2028-06-30" };
const paper = { documentId: IDS.document, kind: "insurance", expiresOn: "2027-03-31" };
const policy = {
  autoBid: true,
  minRatePerKm: { amount: 9_500, currency: "KES" },
  maxDeadheadKm: 60,
  askMe: false,
  marginBp: 1_000,
  bidMax: { amount: 9_000_000, currency: "KES" },
  drivingMinutesPerDay: 480,
};
const shift = { available: true, state: "Available", position, since: NOON };
const agent = {
  type: "driver",
  id: IDS.driver,
  state: "Available",
  profile: { vehicle },
  policy,
  updatedAt: NOON,
};
const payment = {
  id: IDS.payment,
  shipmentId: IDS.shipment,
  status: "held",
  reason: "awaiting_customer",
  amount: { amount: 4_500_000, currency: "KES" },
  refunded: { amount: 0, currency: "KES" },
  createdAt: NOON,
  updatedAt: NOON,
};

/** One good world for each schema of agents, drivers, trips, money and the service. */
export const AGENT_EXAMPLES = {
  Agent: agent,
  AgentChange: { policy },
  Agents: { items: [agent], nextCursor: null },
  Availability: { available: true, position },
  Driver: {
    id: IDS.driver,
    reference: "DRV-NAI-89234",
    name: "Baraka Mwangi",
    state: "Available",
    available: true,
    position,
    vehicle,
    licence,
    documents: [paper],
    policy,
    rating: 9_400,
    onTime: 9_600,
    updatedAt: NOON,
  },
  DriverProfile: { vehicle, licence, documents: [paper], policy },
  Health: {
    status: "ok",
    version: "0.1.0",
    checks: {
      database: "ok",
      redis: "in-process",
      agents: "ok",
      vendors: { stripe: "stand-in", mpesa: "stand-in" },
    },
  },
  Payment: payment,
  Payments: { items: [payment], nextCursor: null },
  Progress: {
    step: "arrived-pickup",
    at: NOON,
    position,
    evidence: [IDS.document],
    pin: "4821",
  },
  Progressed: {
    tripId: IDS.trip,
    shipmentId: IDS.shipment,
    step: "arrived-pickup",
    status: "at-pickup",
    at: NOON,
  },
  Shift: shift,
  Stats: {
    at: NOON,
    shipments: { open: 12, booked: 7, underWay: 31, delivered: 204 },
    bids: { lastHour: 64, lastDay: 811 },
    drivers: { registered: 140, available: 52 },
    agents: { active: 388 },
  },
} as const;
