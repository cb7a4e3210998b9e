import type { AskRow, BidRow, ShipmentRow } from "@msafara/domain";

/** What a column of a view holds. Instants and amounts are `bigint`, and any column may hold nothing. */
export type Column = "text" | "integer" | "bigint" | "double" | "boolean" | "json";

type ColumnsOf<Row> = { readonly [Name in keyof Row]-?: Column };

const shipments = {
  shipmentId: "text",
  reference: "text",
  shipperId: "text",
  orgId: "text",
  status: "text",
  phase: "text",
  biddingOpen: "boolean",
  closesAt: "bigint",
  decideBy: "bigint",
  wave: "integer",
  bids: "integer",
  vehicleType: "text",
  weightKg: "double",
  hazardous: "boolean",
  pickup: "json",
  pickupFrom: "bigint",
  pickupTo: "bigint",
  delivery: "json",
  deliveryTo: "bigint",
  distanceM: "double",
  currency: "text",
  bookNow: "json",
  request: "json",
  ranking: "json",
  driverId: "text",
  tripId: "text",
  bidId: "text",
  amount: "json",
  requestedAt: "bigint",
  changedAt: "bigint",
} as const satisfies ColumnsOf<ShipmentRow>;

const bids = {
  bidId: "text",
  shipmentId: "text",
  driverId: "text",
  status: "text",
  amount: "json",
  estimatedMinutes: "integer",
  note: "text",
  at: "bigint",
} as const satisfies ColumnsOf<BidRow>;

const asks = {
  shipmentId: "text",
  driverId: "text",
  wave: "integer",
  outcome: "text",
  why: "text",
  facts: "json",
} as const satisfies ColumnsOf<AskRow>;

const drivers = {
  driverId: "text",
  orgId: "text",
  phase: "text",
  available: "boolean",
  lat: "double",
  lng: "double",
  positionAt: "bigint",
  plate: "text",
  vehicleType: "text",
  capacityKg: "double",
  yearBuilt: "integer",
  coolsMinC: "double",
  coolsMaxC: "double",
  licenceUntil: "bigint",
  documentsUntil: "bigint",
  mayHaulHazardous: "boolean",
  currency: "text",
  ratingBp: "integer",
  onTimeBp: "integer",
  carried: "json",
  taken: "json",
} as const;

const trips = {
  tripId: "text",
  driverId: "text",
  shipmentId: "text",
  bidId: "text",
  amount: "bigint",
  currency: "text",
  from: "bigint",
  to: "bigint",
  reference: "text",
  pickupAddress: "text",
  deliveryAddress: "text",
  status: "text",
  next: "text",
  steps: "json",
} as const;

const payments = {
  shipmentId: "text",
  bidId: "text",
  shipperId: "text",
  driverId: "text",
  amount: "bigint",
  currency: "text",
  phase: "text",
  reason: "text",
  refunded: "bigint",
  caseId: "text",
  ref: "text",
} as const;

const shippers = {
  shipperId: "text",
  orgId: "text",
  phase: "text",
  policy: "json",
  shipments: "json",
} as const;

/** The columns of every view that the market's roles write. Whoever keeps tables keeps these. */
export const MARKET_VIEWS = {
  shipments,
  bids,
  asks,
  drivers,
  trips,
  payments,
  shippers,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Column>>>>;
