import { assert, refuse, type Refusal } from "@msafara/kernel";
import { isSettled, type Payment, type PaymentEvent, type PaymentOrder } from "./payment.ts";

/**
 * Wants a booking's money held. One booking at a time: whoever books anew has voided the one before,
 * and its hold waits until that is settled, for nobody's money shall be held twice.
 */
export function holdPayment(
  payment: Payment,
  order: Extract<PaymentOrder, { type: "hold-payment" }>,
): readonly PaymentEvent[] | Refusal<"already-held" | "already-released"> {
  const { bidId, shipperId, driverId, amount, deliverBy } = order;
  assert(Number.isSafeInteger(amount.amount) && amount.amount > 0, "a booking costs something");
  const open = payment.bookings.find((it) => !isSettled(it) && it.ending === undefined);
  if (open !== undefined) return refuse("already-held", { bidId: open.terms.bidId });
  if (payment.bookings.some(({ standing }) => standing.money === "released")) {
    return refuse("already-released", { bidId });
  }
  const terms = { bidId, shipperId, driverId, amount, deliverBy };
  return [{ type: "hold.wanted", round: payment.rounds + 1, terms }];
}
