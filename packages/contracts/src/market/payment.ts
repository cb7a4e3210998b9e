import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { moneySchema } from "../money.ts";
import { pageOf, pageQuery } from "../page.ts";

/** Where the money of a shipment is. */
export const paymentStatusSchema = z
  .enum(["pending", "held", "released", "refunded", "disputed"])
  .describe("Where the money of a shipment is.");

/** What it is about just now, as R8 spells it. */
export const paymentReasonSchema = z
  .enum([
    "nothing_asked",
    "awaiting_earlier_hold",
    "awaiting_customer",
    "gateway_timeout",
    "card_declined",
    "customer_silent",
    "vendor_down",
    "safe",
    "voiding",
    "releasing",
    "refunding",
    "needs_attention",
    "delivered",
    "voided",
    "refunded",
    "in_dispute",
  ])
  .describe("What it is about just now.");

/** The money of one shipment. */
export const paymentSchema = z.object({
  id: idOf("pay"),
  shipmentId: idOf("shp"),
  status: paymentStatusSchema,
  reason: paymentReasonSchema,
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
