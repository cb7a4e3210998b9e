import { unreachable } from "@msafara/kernel";
import { bookingNow, type Booking, type Payment, type Settling } from "./payment.ts";

/** The five states of a shipment's money (U109). */
export type PaymentPhase = "Pending" | "Held" | "Released" | "Refunded" | "Disputed";

/** What a state is about just now (R8). */
export type PaymentReason =
  | "nothing_asked"
  | "awaiting_earlier_hold"
  | "awaiting_customer"
  | "gateway_timeout"
  | "card_declined"
  | "customer_silent"
  | "vendor_down"
  | "safe"
  | "voiding"
  | "releasing"
  | "refunding"
  | "needs_attention"
  | "delivered"
  | "voided"
  | "refunded"
  | "in_dispute";

/** From a state to those that it may become; docs/design/payment.md draws it. */
export const PAYMENT_ARROWS: Readonly<Record<PaymentPhase, readonly PaymentPhase[]>> = {
  Pending: ["Held"],
  Held: ["Released", "Refunded", "Disputed", "Pending"],
  Disputed: ["Released", "Refunded"],
  Refunded: ["Pending"],
  Released: [],
};

const ENDING_NOW: Readonly<Record<Settling, PaymentReason>> = {
  void: "voiding",
  release: "releasing",
  refund: "refunding",
};

/** How a shipment's money stands, and why. */
export function paymentPhase(payment: Payment): {
  readonly phase: PaymentPhase;
  readonly reason: PaymentReason;
} {
  const booking = bookingNow(payment);
  if (booking === undefined) return { phase: "Pending", reason: "nothing_asked" };
  const { standing, ending } = booking;
  switch (standing.money) {
    case "wanted":
      return { phase: "Pending", reason: "awaiting_earlier_hold" };
    case "asked":
      return { phase: "Pending", reason: asked(standing.isLate, ending !== undefined) };
    case "held":
      return held(booking);
    case "refused":
      return { phase: "Pending", reason: REFUSED[standing.why] };
    case "voided":
      return { phase: "Refunded", reason: "voided" };
    case "refunded":
      return { phase: "Refunded", reason: "refunded" };
    case "released":
      return { phase: "Released", reason: "delivered" };
    default:
      return unreachable(standing);
  }
}

const REFUSED = {
  "card-declined": "card_declined",
  "customer-silent": "customer_silent",
  "vendor-down": "vendor_down",
} as const;

function asked(isLate: boolean, isEnding: boolean): PaymentReason {
  if (isEnding) return "voiding";
  return isLate ? "gateway_timeout" : "awaiting_customer";
}

function held({ caseId, ending, stuck }: Booking): {
  readonly phase: PaymentPhase;
  readonly reason: PaymentReason;
} {
  const phase = caseId === undefined ? "Held" : "Disputed";
  if (stuck !== undefined) return { phase, reason: "needs_attention" };
  if (ending !== undefined) return { phase, reason: ENDING_NOW[ending.deed] };
  return { phase, reason: caseId === undefined ? "safe" : "in_dispute" };
}
