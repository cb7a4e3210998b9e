import {
  decidePayment,
  evolvePayment,
  followPayment,
  noPayment,
  type Payment,
  type PaymentEvent,
  PAYMENT_MESSAGES,
  type PaymentMessage,
  paymentPhase,
} from "@msafara/domain";
import type { Role } from "@msafara/runtime";
import { everyMessage } from "./every-message.ts";
import { mayComeFrom } from "./may-come-from.ts";
import { ownId } from "./own-id.ts";

/** The money of one shipment: held once, and every hold ended. */
export const paymentRole: Role<Payment, PaymentMessage, PaymentEvent> = {
  name: "payment",
  messages: everyMessage<PaymentMessage>()(PAYMENT_MESSAGES),
  schema: 1,
  initial: (self) => noPayment(ownId("shp", self)),
  decide: (payment, message, given) => {
    const may = mayComeFrom(given.sender, originOf(message));
    return may === true ? decidePayment(payment, message, given) : may;
  },
  evolve: evolvePayment,
  follow: followPayment,
  phase: (payment) => paymentPhase(payment).phase,
};

/** Orders are looked at by the rule; what a vendor did is told by the engine alone. */
function originOf(message: PaymentMessage) {
  if ("effectId" in message) return "effect:";
  return message.type === "hold-late" ? "timer:" : undefined;
}
