import { z } from "zod";
import { idOf } from "../id.ts";
import { daySchema, instantSchema } from "../instant.ts";
import { priceSchema, sameCurrency } from "../money.ts";
import { positionSchema } from "../position.ts";
import { line } from "../text.ts";
import { tenThousandthsSchema } from "./bid.ts";
import { vehicleSchema } from "./vehicle.ts";

/** What a driver's agent may do without asking him. */
export const driverPolicySchema = z
  .strictObject({
    autoBid: z.boolean(),
    minRatePerKm: priceSchema.optional().describe("The floor, with the way there counted in."),
    maxDeadheadKm: z.int().min(0).max(5_000).optional().describe("How far it may drive empty."),
    askMe: z.boolean().optional().describe("Whether the driver answers awards himself."),
    marginBp: tenThousandthsSchema.optional().describe("What is asked above the floor."),
    bidMax: priceSchema.optional().describe("Dearer bids are left to the driver."),
    drivingMinutesPerDay: z.int().min(60).max(1_440).optional().describe("Then comes a night."),
  })
  .refine(({ minRatePerKm, bidMax }) => sameCurrency(minRatePerKm, bidMax), {
    path: ["bidMax"],
    params: { rule: "one-currency" },
  });

const licenceSchema = z.strictObject({
  number: z.stringFormat("licence", /^[A-Za-z0-9](?:[A-Za-z0-9 /-]{0,38}[A-Za-z0-9])?$/),
  expiresOn: daySchema,
});

/** A paper that a driver shows besides. */
const paperSchema = z.strictObject({
  documentId: idOf("doc"),
  kind: z.enum(["insurance", "inspection", "dangerous-goods"]),
  expiresOn: daySchema,
});

/** What a driver declares of himself; whatever is given replaces what was. */
export const driverProfileSchema = z.strictObject({
  vehicle: vehicleSchema,
  licence: licenceSchema,
  documents: z
    .array(paperSchema)
    .max(20)
    .refine((papers) => new Set(papers.map((it) => it.documentId)).size === papers.length, {
      params: { rule: "unique" },
    })
    .optional(),
  policy: driverPolicySchema.optional(),
});

/** What a driver's agent is about. */
export const driverStateSchema = z
  .enum([
    "Offline",
    "Available",
    "Evaluating",
    "Committed",
    "EnRoute",
    "Loading",
    "InTransit",
    "Unloading",
    "ReturnSearch",
  ])
  .describe("What a driver's agent is about.");

/** A driver as he sees himself. */
export const driverSchema = z.object({
  id: idOf("drv"),
  reference: line(40),
  name: line(100),
  state: driverStateSchema,
  available: z.boolean(),
  position: positionSchema.optional(),
  vehicle: vehicleSchema.optional(),
  licence: licenceSchema.optional(),
  documents: z.array(paperSchema).max(20).optional(),
  policy: driverPolicySchema.optional(),
  rating: tenThousandthsSchema.nullable(),
  onTime: tenThousandthsSchema.nullable().describe("The share of deliveries on time."),
  updatedAt: instantSchema,
});

/** On shift or off it; whoever wants work says where he is. */
export const availabilitySchema = z.strictObject({
  available: z.boolean(),
  position: positionSchema.optional(),
});

/** How a driver stands after it. */
export const shiftSchema = z.object({
  available: z.boolean(),
  state: driverStateSchema,
  position: positionSchema.optional(),
  since: instantSchema.optional(),
});
