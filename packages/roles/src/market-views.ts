import type {
  AskRow,
  BidRow,
  DriverRow,
  PaymentRow,
  ShipmentRow,
  ShipperRow,
  TripRow,
} from "@msafara/domain";

/** What a column of a view holds. Instants are `bigint`, money is `json`, and any column may hold nothing. */
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
  weights: "json",
  facilityIds: "json",
  priceHint: "json",
  driverId: "text",
  tripId: "text",
  bidId: "text",
  amount: "json",
  bookedAt: "bigint",
  requestedAt: "bigint",
  changedAt: "bigint",
} as const satisfies ColumnsOf<ShipmentRow>;

const bids = {
  bidId: "text",
  shipmentId: "text",
  driverId: "text",
  orgId: "text",
  shipperId: "text",
  status: "text",
  amount: "json",
  estimatedMinutes: "integer",
  note: "text",
  answerBy: "bigint",
  tripId: "text",
  at: "bigint",
  changedAt: "bigint",
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
  shipperId: "text",
  standing: "text",
  phase: "text",
  available: "boolean",
  since: "bigint",
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
  vehicle: "json",
  licence: "json",
  papers: "json",
  policy: "json",
  changedAt: "bigint",
} as const satisfies ColumnsOf<DriverRow>;

const trips = {
  tripId: "text",
  driverId: "text",
  orgId: "text",
  shipmentId: "text",
  bidId: "text",
  amount: "json",
  takenFrom: "bigint",
  takenTo: "bigint",
  reference: "text",
  pickupAddress: "text",
  deliveryAddress: "text",
  status: "text",
  next: "text",
  steps: "json",
  changedAt: "bigint",
} as const satisfies ColumnsOf<TripRow>;

const payments = {
  paymentId: "text",
  shipmentId: "text",
  bidId: "text",
  shipperId: "text",
  driverId: "text",
  amount: "json",
  phase: "text",
  reason: "text",
  refunded: "json",
  caseId: "text",
  ref: "text",
  createdAt: "bigint",
  changedAt: "bigint",
} as const satisfies ColumnsOf<PaymentRow>;

const shippers = {
  shipperId: "text",
  orgId: "text",
  phase: "text",
  policy: "json",
  shipments: "json",
  changedAt: "bigint",
} as const satisfies ColumnsOf<ShipperRow>;

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
