import { refuse, type Refusal } from "@msafara/kernel";
import { mayEnd, type MayNotEnd } from "./may-end.ts";
import { openBooking, type Payment, type PaymentEvent, type PaymentOrder } from "./payment.ts";

/** Hands what is held to the driver, once. */
export function releasePayment(
  payment: Payment,
  { bidId, caseId }: Extract<PaymentOrder, { type: "release-payment" }>,
): readonly PaymentEvent[] | Refusal<MayNotEnd> {
  const booking = openBooking(payment, bidId);
  if (booking?.standing.money !== "held") return refuse("nothing-held", { bidId });
  const { round } = booking;
  const why = caseId ?? "delivered";
  return (
    mayEnd(booking, caseId) ?? [
      { type: "ending.wanted", round, bidId, ending: { deed: "release", why } },
    ]
  );
}
