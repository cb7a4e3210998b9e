import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { moneySchema } from "../money.ts";
import { pageOf, pageQuery } from "../page.ts";

/** Where the money of a shipment is. */
export const paymentStatusSchema = z
  .enum(["pending", "held", "released", "refunded", "disputed"])
  .describe("Where the money of a shipment is.");

/** Why it is there, where the state alone does not say. The first two are spelt as R8 spells them. */
const paymentReasonSchema = z.enum([
  "awaiting_customer",
  "gateway_timeout",
  "card-declined",
  "customer-silent",
  "vendor-down",
  "cancelled",
]);

/** The money of one shipment. */
export const paymentSchema = z.object({
  id: idOf("pay"),
  shipmentId: idOf("shp"),
  status: paymentStatusSchema,
  reason: paymentReasonSchema.optional(),
  amount: moneySchema,
  refunded: moneySchema.optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});

/** One page of payments. */
export const paymentsSchema = pageOf(paymentSchema);

/** Which payments somebody looks for. */
export const paymentsQuery = {
  status: paymentStatusSchema.optional(),
  shipmentId: idOf("shp").optional(),
  ...pageQuery,
};
