import { idOf } from "../id.ts";
import { paymentSchema, paymentsQuery, paymentsSchema } from "../market/payment.ts";
import type { Route } from "./route.ts";

const reads = {
  tag: "Payments",
  roles: ["shipper", "driver", "admin", "support"],
  members: ["owner"],
  scopes: ["payments"],
} as const;

/** Where the money is. */
export const paymentRoutes = {
  listPayments: {
    ...reads,
    id: "listPayments",
    method: "GET",
    path: "/payments",
    summary: "Look through one's payments, the newest first",
    manner: "list",
    query: paymentsQuery,
    responses: { 200: paymentsSchema },
    problems: ["cursor-unknown"],
  },
  readPayment: {
    ...reads,
    id: "readPayment",
    method: "GET",
    path: "/payments/{id}",
    summary: "See where the money of a shipment is",
    manner: "read",
    params: { id: idOf("pay") },
    responses: { 200: paymentSchema },
    problems: ["payment-not-found"],
  },
} as const satisfies Record<string, Route>;
