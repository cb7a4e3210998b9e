export {
  type Breaker,
  type BreakerLimits,
  CLOSED,
  failed,
  letThrough,
  succeeded,
} from "./breaker.ts";
export { guardVendor, VENDOR_LIMITS, type VendorLimits } from "./guard-vendor.ts";
export { openMemoryLedger } from "./payments/memory-ledger.ts";
export type { PaymentEntry, PaymentLedger } from "./payments/payment-ledger.ts";
export type { PaymentLuck, PaymentMishap, PaymentRule } from "./payments/payment-luck.ts";
export { paymentsStandIn, type PaymentsStandInOptions } from "./payments/payments-stand-in.ts";
