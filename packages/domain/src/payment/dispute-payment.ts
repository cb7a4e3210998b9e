import { refuse, type Refusal } from "@msafara/kernel";
import { mayEnd, type MayNotEnd } from "./may-end.ts";
import { openBooking, type Payment, type PaymentEvent, type PaymentOrder } from "./payment.ts";

/** Freezes what is held until the dispute has a verdict; what is on its way out cannot be stopped. */
export function disputePayment(
  payment: Payment,
  { bidId, caseId }: Extract<PaymentOrder, { type: "dispute-payment" }>,
): readonly PaymentEvent[] | Refusal<MayNotEnd> {
  const booking = openBooking(payment, bidId);
  if (booking?.standing.money !== "held") return refuse("nothing-held", { bidId });
  return mayEnd(booking) ?? [{ type: "payment.disputed", round: booking.round, bidId, caseId }];
}
