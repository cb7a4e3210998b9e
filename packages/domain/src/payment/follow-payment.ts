import { type Instant, unreachable } from "@msafara/kernel";
import type { Consequence } from "../consequence.ts";
import { raiseMatter } from "../ops/raise-matter.ts";
import type { Payment, PaymentEvent } from "./payment.ts";
import { paymentPhase } from "./payment-phase.ts";
import { paymentRow } from "./payment-row.ts";

/** After so long a customer is told that his payment is being waited for. */
const HOLD_LATE_MS = 60_000;
/** One lane, so that a vendor never hears the end of a hold before its beginning. */
const LANE = "money";

/** What is around an event when one asks what follows from it. */
export interface PaymentAround {
  /** After the event. */
  readonly state: Payment;
  readonly given: { readonly now: Instant };
}

/** What follows from an event; `payment` is the state after it. */
export function followPayment(
  event: PaymentEvent,
  { state: payment, given: { now } }: PaymentAround,
): readonly Consequence[] {
  return [
    { view: "payments", key: payment.shipmentId, row: paymentRow(payment, now) },
    ...tellPeople(event, payment),
    ...tellAgents(event, payment),
  ];
}

/** States are live to whom they concern; what only people can mend is live to those who can. */
function tellPeople(event: PaymentEvent, payment: Payment): readonly Consequence[] {
  if (event.type === "deed.asked" || event.type === "ending.wanted") return [];
  const { shipmentId } = payment;
  const body = { shipmentId, ...paymentPhase(payment) };
  const told = ["shipper", "driver", "ops"].map((audience) => ({
    live: `payment.${paymentPhase(payment).phase.toLowerCase()}`,
    audience,
    body,
  }));
  if (event.type !== "payment.stuck") return told;
  const { bidId, deed, reason } = event;
  return [raiseMatter(event.type, { shipmentId, bidId, deed, reason })];
}

function tellAgents(event: PaymentEvent, payment: Payment): readonly Consequence[] {
  switch (event.type) {
    case "deed.asked":
      return perform(event, payment);
    case "payment.held":
    case "payment.refused":
      return [{ cancel: "hold-late" }, ...tellPlatform(event, payment)];
    case "payment.released":
      return tellPlatform(event, payment);
    case "hold.wanted":
    case "hold.delayed":
    case "ending.wanted":
    case "payment.disputed":
    case "payment.captured":
    case "payment.voided":
    case "payment.refunded":
    case "payment.stuck":
    case "settlement.retried":
      return [];
    default:
      return unreachable(event);
  }
}

type Of<Type extends PaymentEvent["type"]> = Extract<PaymentEvent, { readonly type: Type }>;

function perform(event: Of<"deed.asked">, { shipmentId }: Payment): readonly Consequence[] {
  const { type: _, deed, at, ...asked } = event;
  const effect: Consequence = { effect: deed, lane: LANE, body: { shipmentId, ...asked } };
  if (deed !== "hold") return [effect];
  const message = { type: "hold-late", round: event.round };
  return [effect, { timer: "hold-late", due: at + HOLD_LATE_MS, message }];
}

/** Not when the booking was given up meanwhile: then the platform is past waiting for it. */
function tellPlatform(
  event: Of<"payment.held" | "payment.refused" | "payment.released">,
  { shipmentId, bookings }: Payment,
): readonly Consequence[] {
  const { type, round, bidId } = event;
  const booking = bookings.find((it) => it.round === round);
  if (booking?.ending?.deed === "void") return [];
  const why = event.type === "payment.refused" ? { why: event.why } : {};
  return [{ send: { type, shipmentId, bidId, ...why }, to: `platform/${shipmentId}` }];
}
