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
export { EAST_AFRICA, type KnownPlace } from "./maps/stand-in/east-africa.ts";
export type { GoogleLuck, GoogleMishap, GoogleRule } from "./maps/stand-in/google-luck.ts";
export {
  type GoogleStandIn,
  type GoogleStandInOptions,
  openGoogleStandIn,
} from "./maps/stand-in/google-stand-in.ts";
export type { ReceivedQuestion } from "./maps/stand-in/read-asked.ts";
export { openMemoryLedger } from "./payments/memory-ledger.ts";
export type { PaymentEntry, PaymentLedger } from "./payments/payment-ledger.ts";
export type { PaymentLuck, PaymentMishap, PaymentRule } from "./payments/payment-luck.ts";
export { paymentsStandIn, type PaymentsStandInOptions } from "./payments/payments-stand-in.ts";
