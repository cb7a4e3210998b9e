import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { positionSchema } from "../position.ts";
import { pinSchema } from "./pin.ts";
import { shipmentStatusSchema } from "./shipment.ts";

/** What a driver reports, in this order. */
export const tripStepSchema = z
  .enum(["arrived-pickup", "loaded", "departed", "arrived-delivery", "unloaded", "delivered"])
  .describe("What a driver reports, in this order.");

/** One step of the work, when it was taken, and what proves it. */
export const progressSchema = z.strictObject({
  step: tripStepSchema,
  at: instantSchema,
  position: positionSchema.optional(),
  evidence: z
    .array(idOf("doc"))
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, { params: { rule: "unique" } })
    .optional(),
  pin: pinSchema
    .optional()
    .describe("What the gate, or the recipient, told the driver; asked for where one was drawn."),
});

/** How far the work is after it. */
export const progressedSchema = z.object({
  tripId: idOf("trp"),
  shipmentId: idOf("shp"),
  step: tripStepSchema,
  status: shipmentStatusSchema,
  at: instantSchema,
});
