import { refuse, type Refusal } from "@msafara/kernel";
import {
  type Ending,
  openBooking,
  type Payment,
  type PaymentEvent,
  type PaymentOrder,
} from "./payment.ts";
import { mayEnd, type MayNotEnd } from "./may-end.ts";

/**
 * Gives a booking up. A hold that is under way is voided when it comes; one that the vendor has not
 * heard of never happens; one that was refused, or is settled already, needs nothing.
 */
export function voidPayment(
  payment: Payment,
  { bidId, why }: Extract<PaymentOrder, { type: "void-payment" }>,
): readonly PaymentEvent[] | Refusal<MayNotEnd> {
  const booking = openBooking(payment, bidId);
  if (booking === undefined) return refuse("nothing-held", { bidId });
  const refusal = mayEnd(booking);
  if (refusal !== undefined) return refusal;
  const { round } = booking;
  const ending: Ending = { deed: "void", why };
  const wanted: PaymentEvent = { type: "ending.wanted", round, bidId, ending };
  return booking.standing.money === "wanted"
    ? [wanted, { type: "payment.voided", round, bidId }]
    : [wanted];
}
