import { z } from "zod";
import { idOf } from "../id.ts";
import { moneySchema, priceSchema } from "../money.ts";
import { prose } from "../text.ts";
import { cargoSchema } from "./cargo.ts";
import { stopSchema, stopsSchema } from "./stop.ts";

/** How soon it has to be there. */
export const serviceLevelSchema = z
  .enum(["economy", "standard", "express"])
  .describe("How soon it has to be there.");

const biddingSchema = z.strictObject({
  windowSeconds: z.int().min(30).max(120).default(120).describe("120 unless told."),
  autoAward: z.boolean().optional().describe("Award by policy as soon as the bids are ranked."),
  budgetShown: z.boolean().optional().describe("Whether drivers see the budget."),
});

/** Where drivers are asked for a PIN that only the shipper's side knows. */
const pinsAskedSchema = z
  .strictObject({ pickup: z.boolean().optional(), delivery: z.boolean().optional() })
  .describe("Where drivers are asked for a PIN: nowhere unless told. A market may ask more.");

/** What a shipper wants moved. */
export const newShipmentSchema = z.strictObject({
  pickup: stopSchema,
  delivery: stopSchema,
  stops: stopsSchema.optional(),
  cargo: cargoSchema,
  serviceLevel: serviceLevelSchema,
  budget: moneySchema.optional(),
  bidding: biddingSchema.optional(),
  bookNow: priceSchema.optional().describe("The price at which the first fit driver has it."),
  pinsAsked: pinsAskedSchema.optional(),
  shipperId: idOf("shr")
    .optional()
    .describe("Whose it is: oneself unless told. Operators and dispatchers name a shipper."),
});

/** What may be changed once drivers were asked: nothing that they reckon with. */
export const shipmentChangeSchema = z
  .strictObject({
    budget: moneySchema.optional(),
    bookNow: priceSchema.optional(),
    bidding: z.strictObject({ autoAward: z.boolean().optional() }).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { params: { rule: "not-empty" } });

/** Why somebody calls it off. */
export const cancellationSchema = z.strictObject({ reason: prose(500) });
