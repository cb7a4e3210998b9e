import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { moneySchema, priceSchema } from "../money.ts";
import { pageOf, pageQuery } from "../page.ts";
import { line } from "../text.ts";
import { cargoShownSchema, packagesSchema } from "./cargo.ts";
import { serviceLevelSchema } from "./new-shipment.ts";
import { pinSchema } from "./pin.ts";
import { stopSchema, stopsSchema } from "./stop.ts";

/** Where in its life a shipment is. */
export const shipmentStatusSchema = z
  .enum([
    "requested",
    "broadcasting",
    "bidding",
    "awarding",
    "booked",
    "at-pickup",
    "loading",
    "in-transit",
    "at-delivery",
    "unloading",
    "delivered",
    "completed",
    "cancelled",
    "expired",
    "disputed",
  ])
  .describe("Where in its life a shipment is.");

/** Who moves it, and for how much. */
const bookingSchema = z.object({
  bidId: idOf("bid"),
  driverId: idOf("drv"),
  tripId: idOf("trp"),
  amount: priceSchema,
  bookedAt: instantSchema,
});

/** What the gate tells the driver, and the recipient: for the shipper to hand on, and never for the driver. */
export const pinsSchema = z.object({
  pickup: pinSchema.optional(),
  delivery: pinSchema.optional(),
});

/** How the market is asked about it. */
const auctionSchema = z.object({
  windowSeconds: z.int().min(30).max(120),
  autoAward: z.boolean(),
  budgetShown: z.boolean(),
  wave: z.int().min(0).max(3).describe("How many times drivers were asked."),
  closesAt: instantSchema.nullable(),
});

/** What a shipper may do better when nobody came. */
export const priceHintSchema = z.object({
  asked: z.int().min(0).max(100_000),
  passed: z
    .record(z.string().max(64), z.int().min(0).max(100_000))
    .describe("How many passed, by why."),
  try: priceSchema.optional().describe("What might have been enough."),
});

/** A shipment as its shipper sees it. */
export const shipmentSchema = z.object({
  id: idOf("shp"),
  reference: line(40).describe("What people call it, such as SHP-54782-001; a name, no secret."),
  status: shipmentStatusSchema,
  biddingOpen: z.boolean().describe("Whether bids are still taken; ranked bids wait when not."),
  bidding: auctionSchema,
  shipperId: idOf("shr"),
  organizationId: idOf("org").optional(),
  pickup: stopSchema,
  delivery: stopSchema,
  stops: stopsSchema,
  cargo: cargoShownSchema,
  packages: packagesSchema,
  serviceLevel: serviceLevelSchema,
  budget: moneySchema.optional(),
  bookNow: priceSchema.optional(),
  distanceM: z.int().min(0).max(50_000_000).describe("By road, in metres."),
  booking: bookingSchema.optional(),
  pins: pinsSchema
    .optional()
    .describe("While a truck is on the job: what its driver has to be told, at either end."),
  priceHint: priceHintSchema.optional().describe("Advice that goes with an expiry."),
  cancellation: z
    .object({ fee: moneySchema, refund: moneySchema })
    .optional()
    .describe("What calling it off cost, in the answer to it."),
  trackingUrl: z.string().max(300),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});

/** One page of shipments. */
export const shipmentsSchema = pageOf(shipmentSchema);

/** Which shipments somebody looks for. */
export const shipmentsQuery = {
  status: shipmentStatusSchema.optional(),
  from: instantSchema.optional().describe("Picked up from here on."),
  to: instantSchema.optional().describe("Picked up before."),
  q: line(100).optional().describe("Words of addresses, of the cargo, or a reference."),
  ...pageQuery,
};

/** One thing that happened to a shipment, in the order it happened. */
const timelineEventSchema = z.object({
  seq: z.int().min(1),
  name: z.stringFormat("event-name", /^[a-z]+(?:-[a-z]+)*\.[a-z]+(?:[_-][a-z]+)*$/).max(64),
  at: instantSchema,
  data: z.record(z.string().max(64), z.unknown()).describe("What the event tells, by its name."),
});

/** One page of what happened. */
export const timelineSchema = pageOf(timelineEventSchema);
