import { refuse, type Refusal } from "@msafara/kernel";
import { mayEnd, type MayNotEnd } from "./may-end.ts";
import {
  type Booking,
  openBooking,
  type Payment,
  type PaymentEvent,
  type PaymentOrder,
} from "./payment.ts";

type RefundOrder = Extract<PaymentOrder, { type: "refund-payment" }>;

/** Gives the shipper back what was agreed: all of it, or all but what was earned. */
export function refundPayment(
  payment: Payment,
  order: RefundOrder,
): readonly PaymentEvent[] | Refusal<MayNotEnd | "amount-too-great"> {
  const { bidId, amount, why, caseId } = order;
  const booking = openBooking(payment, bidId);
  if (booking?.standing.money !== "held") return refuse("nothing-held", { bidId });
  if (!isPartOf(booking, order)) {
    const held = booking.terms.amount;
    return refuse("amount-too-great", { amount: amount.amount, held: held.amount });
  }
  const { round } = booking;
  const ending = { deed: "refund", why, amount } as const;
  return mayEnd(booking, caseId) ?? [{ type: "ending.wanted", round, bidId, ending }];
}

/** Nothing goes back where all of it was earned; the hold ends all the same. */
function isPartOf({ terms }: Booking, { amount }: RefundOrder): boolean {
  const isSame = amount.currency === terms.amount.currency;
  return isSame && amount.amount >= 0 && amount.amount <= terms.amount.amount;
}
