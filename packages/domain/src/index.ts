export type { Bid, BidderRecord, BidVehicle } from "./bid/bid.ts";
export {
  type Counterfactual,
  type Parts,
  rankBids,
  type RankedBid,
  type Standards,
  type TenThousandths,
  WEIGHTS,
  type Weights,
} from "./bid/rank-bids.ts";
export type {
  Bidding,
  Cargo,
  Package,
  ShipmentRequest,
  Stop,
  VehicleType,
} from "./shipment/shipment-request.ts";
export type { Actor, OrgRole, Role, Scope } from "./access/actor.ts";
export {
  type AccessRefusal,
  type ActionOn,
  mayAct,
  type Resource,
  type ResourceKind,
} from "./access/may-act.ts";
export { decidePayment, type PaymentGiven } from "./payment/decide-payment.ts";
export { evolvePayment } from "./payment/evolve-payment.ts";
export { followPayment, paymentRow } from "./payment/follow-payment.ts";
export {
  noPayment,
  type Payment,
  PAYMENT_MESSAGES,
  type PaymentEvent,
  type PaymentMessage,
} from "./payment/payment.ts";
export {
  PAYMENT_MOVES,
  paymentPhase,
  type PaymentPhase,
  type PaymentReason,
} from "./payment/payment-phase.ts";
