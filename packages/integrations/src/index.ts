export {
  type Breaker,
  type BreakerLimits,
  CLOSED,
  failed,
  letThrough,
  succeeded,
} from "./breaker.ts";
export type { VendorLimits } from "./guard-calls.ts";
export { guardVendor, VENDOR_LIMITS } from "./guard-vendor.ts";
export {
  GOOGLE_LIMITS,
  type GoogleBudget,
  type GoogleRoads,
  type GoogleRoadsOptions,
} from "./maps/google-desk.ts";
export { googleRoads } from "./maps/google-roads.ts";
export { openMemoryLedger } from "./payments/memory-ledger.ts";
export type { PaymentEntry, PaymentLedger } from "./payments/payment-ledger.ts";
export type { PaymentLuck, PaymentMishap, PaymentRule } from "./payments/payment-luck.ts";
export { paymentsStandIn, type PaymentsStandInOptions } from "./payments/payments-stand-in.ts";
