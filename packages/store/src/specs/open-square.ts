import type {
  Actor,
  AskRow,
  BidRow,
  DriverRow,
  Fields,
  PaymentRow,
  ShipmentRequest,
  ShipmentRow,
  ShipperRow,
  TripRow,
} from "@msafara/domain";
import { type Id, realWorld } from "@msafara/kernel";
import { type Address, addressOf, encode, type ViewWrite } from "@msafara/runtime";
import { openMarket } from "../market/open-market.ts";
import { openRoom, type Room } from "./open-room.ts";
import { batchOf } from "./small-batch.ts";

/** Times of rows are near the database's own, by which loads close and places grow old. */
export const NOW = realWorld().now();
export const HOUR = 3_600_000;
export const KERICHO = { lat: -0.37, lng: 35.28 };
const KES = (amount: number) => ({ amount, currency: "KES" });
const WEIGHTS = {
  price: 3_000,
  time: 3_000,
  reliability: 2_000,
  experience: 1_000,
  vehicle: 1_000,
};

/** A market in a database, written to as the engine writes. */
export interface Square extends Room {
  readonly market: ReturnType<typeof openMarket>;
  readonly put: (...writes: readonly Put[]) => Promise<void>;
}

/** A row, and who writes it. */
export interface Put {
  readonly view: string;
  readonly key: string;
  readonly address: Address;
  readonly row: Fields;
}

let version = 0;

/** Opens an empty market. */
export async function openSquare(): Promise<Square> {
  const room = await openRoom();
  const market = openMarket({ connectionString: room.url });
  return {
    ...room,
    market,
    put: async (...writes) => {
      version += 1;
      const views = writes.map((write): ViewWrite => ({ ...write, version }));
      await room.journal.commit({ incarnation: "here", lane: 0, batch: batchOf({ views }) });
    },
    close: async () => {
      await market.close();
      await room.close();
    },
  };
}

/** Somebody at the door. */
export function actor(role: Actor["role"], name: string, more: Partial<Actor> = {}): Actor {
  const prefix = { shipper: "shr", driver: "drv", facility: "fac", admin: "", support: "" }[role];
  const agent: Partial<Actor> = prefix === "" ? {} : { agentId: `${prefix}_${name}` };
  return { userId: `usr_${name}`, role, ...agent, ...more };
}

/** Tea from Kericho, wanted by Amina; each row spoils what it tells of. */
export function shipment(name: string, spoil: Partial<ShipmentRow> = {}, wish: Fields = {}): Put {
  const shipmentId: Id<"shp"> = `shp_${name}`;
  const { shipperId = "shr_amina", orgId = null, pickup = KERICHO } = spoil;
  const request: ShipmentRequest = {
    reference: `SHP-${name}`,
    shipperId,
    pickup: { address: "Moi Highway, Kericho", position: pickup, window: { from: 1, to: 2 } },
    delivery: {
      address: "Port Reitz, Mombasa",
      position: { lat: -4.04, lng: 39.66 },
      window: { from: 3, to: 4 },
    },
    stops: [],
    cargo: { kind: "tea", weightKg: 8_000, vehicleType: "box", hazardous: false, packages: [] },
    serviceLevel: "standard",
    budget: KES(9_000_000),
    bidding: { windowSeconds: 60, autoAward: false, budgetShown: false },
    distanceM: 750_000,
    ...wish,
  };
  const row: ShipmentRow = {
    shipmentId,
    reference: request.reference,
    shipperId,
    orgId,
    status: "bidding",
    phase: "bidding",
    biddingOpen: true,
    closesAt: NOW + HOUR,
    decideBy: NOW + HOUR,
    wave: 1,
    bids: 0,
    vehicleType: "box",
    weightKg: 8_000,
    hazardous: false,
    pickup,
    pickupFrom: NOW,
    pickupTo: NOW + HOUR,
    delivery: request.delivery.position,
    deliveryTo: NOW + HOUR,
    distanceM: request.distanceM,
    currency: "KES",
    bookNow: request.bookNow ?? null,
    request,
    ranking: [],
    weights: WEIGHTS,
    facilityIds: [],
    priceHint: null,
    driverId: null,
    tripId: null,
    bidId: null,
    amount: null,
    bookedAt: null,
    requestedAt: NOW,
    changedAt: NOW,
    ...spoil,
  };
  return { view: "shipments", key: shipmentId, address: addressOf("platform", shipmentId), row };
}

/** A sealed bid of Juma's. */
export function bid(name: string, on: string, spoil: Partial<BidRow> = {}): Put {
  const bidId: Id<"bid"> = `bid_${name}`;
  const row: BidRow = {
    bidId,
    shipmentId: `shp_${on}`,
    driverId: "drv_juma",
    orgId: null,
    shipperId: "shr_amina",
    status: "submitted",
    amount: KES(5_000_000),
    estimatedMinutes: 600,
    note: null,
    answerBy: null,
    tripId: null,
    at: NOW,
    changedAt: NOW,
    ...spoil,
  };
  return { view: "bids", key: bidId, address: `platform/shp_${on}`, row };
}

/** Somebody who was asked for a load. */
export function ask(name: string, on: string, outcome: AskRow["outcome"] = "asked"): Put {
  const [shipmentId, driverId] = [`shp_${on}`, `drv_${name}`] as const;
  const row: AskRow = { shipmentId, driverId, wave: 1, outcome, why: null, facts: {} };
  return { view: "asks", key: `${shipmentId}:${driverId}`, address: `platform/shp_${on}`, row };
}

/** A driver with a box truck in Kericho, on shift. */
export function driver(name: string, spoil: Partial<DriverRow> = {}): Put {
  const driverId: Id<"drv"> = `drv_${name}`;
  const vehicle = { plate: "KCB 123A", type: "box", capacityKg: 10_000, yearBuilt: 2022 } as const;
  const row: DriverRow = {
    driverId,
    orgId: null,
    shipperId: null,
    standing: "good",
    phase: "Available",
    available: true,
    since: null,
    ...KERICHO,
    positionAt: NOW,
    plate: vehicle.plate,
    vehicleType: vehicle.type,
    capacityKg: vehicle.capacityKg,
    yearBuilt: vehicle.yearBuilt,
    coolsMinC: null,
    coolsMaxC: null,
    licenceUntil: NOW + HOUR,
    documentsUntil: NOW + HOUR,
    mayHaulHazardous: false,
    currency: "KES",
    ratingBp: 0,
    onTimeBp: null,
    carried: {},
    taken: [],
    vehicle,
    licence: { number: "DL-1", expiresOn: "2030-01-01" },
    papers: [],
    policy: {
      autoBid: false,
      maxDeadheadKm: 150,
      askMe: true,
      marginBp: 1_000,
      drivingMinutesPerDay: 480,
    },
    changedAt: NOW,
    ...spoil,
  };
  return { view: "drivers", key: driverId, address: addressOf("driver", driverId), row };
}

/** Juma's trip with a shipment. */
export function trip(name: string, spoil: Partial<TripRow> = {}): Put {
  const tripId: Id<"trp"> = `trp_${name}`;
  const row: TripRow = {
    tripId,
    driverId: "drv_juma",
    orgId: null,
    shipmentId: `shp_${name}`,
    bidId: `bid_${name}`,
    amount: KES(5_000_000),
    takenFrom: NOW,
    takenTo: NOW + HOUR,
    reference: `SHP-${name}`,
    pickupAddress: "Kericho",
    deliveryAddress: "Mombasa",
    status: "booked",
    next: "arrived-pickup",
    steps: [],
    changedAt: NOW,
    ...spoil,
  };
  return { view: "trips", key: tripId, address: "driver/drv_juma", row };
}

/** What Amina pays to Juma. */
export function payment(name: string, spoil: Partial<PaymentRow> = {}): Put {
  const shipmentId: Id<"shp"> = `shp_${name}`;
  const row: PaymentRow = {
    paymentId: `pay_${name}`,
    shipmentId,
    bidId: `bid_${name}`,
    shipperId: "shr_amina",
    driverId: "drv_juma",
    amount: KES(5_000_000),
    phase: "Held",
    reason: "safe",
    refunded: null,
    caseId: null,
    ref: "vendor-1",
    createdAt: NOW,
    changedAt: NOW,
    ...spoil,
  };
  return { view: "payments", key: shipmentId, address: addressOf("payment", shipmentId), row };
}

/** A shipper's agent. */
export function shipper(name: string, spoil: Partial<ShipperRow> = {}): Put {
  const shipperId: Id<"shr"> = `shr_${name}`;
  const row: ShipperRow = {
    shipperId,
    orgId: null,
    phase: "Registered",
    policy: { autoAward: false },
    shipments: [],
    changedAt: NOW,
    ...spoil,
  };
  return { view: "shippers", key: shipperId, address: addressOf("shipper", shipperId), row };
}

/** Live events of one shipment for one audience, numbered from 1. */
export function told(name: string, audience: string, count: number) {
  const topic = addressOf("platform", `shp_${name}`);
  return Array.from({ length: count }, (_, i) => {
    const body = encode({ turn: i + 1 });
    return { topic, audience, seq: i + 1, name: "bid.submitted", body, at: NOW + i };
  });
}
