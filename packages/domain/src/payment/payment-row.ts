import { assert, type Id, type Instant, type Money } from "@msafara/kernel";
import { bookingNow, type Booking, type Payment } from "./payment.ts";
import { paymentPhase, type PaymentPhase, type PaymentReason } from "./payment-phase.ts";

/** A row of the view `payments`, by shipment. */
export type PaymentRow = {
  /** A shipment has one payment, and so their ids are twins. */
  readonly paymentId: Id<"pay">;
  readonly shipmentId: Id<"shp">;
  readonly bidId: Id<"bid">;
  readonly shipperId: Id<"shr">;
  readonly driverId: Id<"drv">;
  readonly amount: Money;
  readonly phase: PaymentPhase;
  readonly reason: PaymentReason;
  readonly refunded: Money | null;
  readonly caseId: Id<"cse"> | null;
  readonly ref: string | null;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
};

/** The row of the view `payments`, which only this agent writes. */
export function paymentRow(payment: Payment, now: Instant): PaymentRow {
  const booking = bookingNow(payment);
  assert(booking, "whatever happens to money happens to a booking");
  const { bidId, shipperId, driverId, amount } = booking.terms;
  const { standing } = booking;
  const { shipmentId, createdAt = now } = payment;
  return {
    paymentId: paymentIdOf(shipmentId),
    shipmentId,
    bidId,
    shipperId,
    driverId,
    amount,
    ...paymentPhase(payment),
    refunded: refundedOf(booking),
    caseId: booking.caseId ?? null,
    ref: standing.money === "held" ? standing.ref : null,
    createdAt,
    changedAt: now,
  };
}

function paymentIdOf(shipmentId: Id<"shp">): Id<"pay"> {
  return `pay_${shipmentId.slice("shp_".length)}`;
}

function refundedOf({ standing }: Booking): Money | null {
  return standing.money === "refunded" ? standing.amount : null;
}
