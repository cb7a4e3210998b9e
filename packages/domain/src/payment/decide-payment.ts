import { type Instant, isRefusal, refuse, type Refusal, unreachable } from "@msafara/kernel";
import { mayAct } from "../access/may-act.ts";
import { disputePayment } from "./dispute-payment.ts";
import { evolvePayment } from "./evolve-payment.ts";
import { hearVendor } from "./hear-vendor.ts";
import { holdPayment } from "./hold-payment.ts";
import { nextDeed } from "./next-deed.ts";
import type { Payment, PaymentEvent, PaymentMessage } from "./payment.ts";
import { refundPayment } from "./refund-payment.ts";
import { releasePayment } from "./release-payment.ts";
import { voidPayment } from "./void-payment.ts";

/** What a payment is handed besides its state and a message. */
export interface PaymentGiven {
  readonly sender: string;
  readonly now: Instant;
}

/** What the money of a shipment says to a message, and what the vendor is asked next because of it. */
export function decidePayment(
  payment: Payment,
  message: PaymentMessage,
  given: PaymentGiven,
): readonly PaymentEvent[] | Refusal {
  const events = answer(payment, message, given);
  if (isRefusal(events)) return events;
  const deed = nextDeed(events.reduce(evolvePayment, payment), given.now);
  return deed === undefined ? events : [...events, { type: "deed.asked", ...deed }];
}

function answer(
  payment: Payment,
  message: PaymentMessage,
  { sender }: PaymentGiven,
): readonly PaymentEvent[] | Refusal {
  if ("shipmentId" in message && !mayOrder(payment, sender)) {
    return refuse("not-yours", { sender });
  }
  switch (message.type) {
    case "hold-payment":
      return holdPayment(payment, message);
    case "void-payment":
      return voidPayment(payment, message);
    case "release-payment":
      return releasePayment(payment, message);
    case "refund-payment":
      return refundPayment(payment, message);
    case "dispute-payment":
      return disputePayment(payment, message);
    case "hold-late":
      return noteDelay(payment, message.round);
    case "retry-settlement":
      return retrySettlement(payment, message);
    case "hold.done":
    case "hold.failed":
    case "void.done":
    case "void.failed":
    case "release.done":
    case "release.failed":
    case "refund.done":
    case "refund.failed":
      return hearVendor(payment, message);
    default:
      return unreachable(message);
  }
}

/** Only the shipment's own agents speak about its money; no person does. */
function mayOrder({ shipmentId }: Payment, sender: string): boolean {
  return sender === `platform/${shipmentId}` || sender === `resolver/${shipmentId}`;
}

function noteDelay({ underWay, bookings }: Payment, round: number): readonly PaymentEvent[] {
  if (underWay?.deed !== "hold" || underWay.round !== round) return [];
  const booking = bookings.find((it) => it.round === round);
  return booking === undefined ? [] : [{ type: "hold.delayed", round, bidId: booking.terms.bidId }];
}

function retrySettlement(
  payment: Payment,
  { by }: Extract<PaymentMessage, { type: "retry-settlement" }>,
): readonly PaymentEvent[] | Refusal {
  const may = mayAct(by, "retry-settlement", { kind: "payment" });
  if (may !== true) return may;
  if (payment.bookings.every(({ stuck }) => stuck === undefined)) return refuse("nothing-stuck");
  return [{ type: "settlement.retried" }];
}
