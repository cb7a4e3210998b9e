import { unreachable } from "@msafara/kernel";
import { type Booking, isSettled, type Payment, type PaymentEvent } from "./payment.ts";

/** The money of a shipment after an event. */
export function evolvePayment(payment: Payment, event: PaymentEvent): Payment {
  switch (event.type) {
    case "hold.wanted":
      return wantHold(payment, event);
    case "deed.asked":
      return ask(payment, event);
    case "hold.delayed":
      return stand(payment, event.round, { standing: { money: "asked", isLate: true } });
    case "ending.wanted":
      return stand(payment, event.round, { ending: event.ending });
    case "payment.disputed":
      return stand(payment, event.round, { caseId: event.caseId });
    case "settlement.retried":
      return { ...payment, bookings: payment.bookings.map(unstick) };
    default:
      return settle(payment, event);
  }
}

/** What was settled long ago is kept by its events; the state holds only what still counts. */
function wantHold(payment: Payment, event: Of<"hold.wanted">): Payment {
  const open = payment.bookings.filter((booking) => !isSettled(booking));
  const booking: Booking = {
    round: event.round,
    terms: event.terms,
    standing: { money: "wanted" },
  };
  return { ...payment, rounds: event.round, bookings: [...open, booking] };
}

function ask(payment: Payment, { deed, round, at }: Of<"deed.asked">): Payment {
  const { createdAt = at } = payment;
  const asked: Payment = { ...payment, createdAt, underWay: { deed, round } };
  return deed === "hold"
    ? stand(asked, round, { standing: { money: "asked", isLate: false } })
    : asked;
}

type Settled = Exclude<
  PaymentEvent,
  Of<
    | "hold.wanted"
    | "deed.asked"
    | "hold.delayed"
    | "ending.wanted"
    | "payment.disputed"
    | "settlement.retried"
  >
>;

/** Each of these ends what the vendor was asked to do. */
function settle(payment: Payment, event: Settled): Payment {
  const { underWay: _, ...idle } = payment;
  const { round } = event;
  switch (event.type) {
    case "payment.held": {
      const { ref, captured } = event;
      return stand(idle, round, { standing: { money: "held", ref, captured } });
    }
    case "payment.refused":
      return stand(idle, round, { standing: { money: "refused", why: event.why } });
    case "payment.captured":
      return { ...idle, bookings: idle.bookings.map((it) => capture(it, round)) };
    case "payment.voided":
      // One that the vendor never heard of is voided while another's order is under way.
      return stand(wasAsked(payment, round) ? idle : payment, round, {
        standing: { money: "voided" },
      });
    case "payment.released":
      return stand(idle, round, { standing: { money: "released" } });
    case "payment.refunded":
      return stand(idle, round, { standing: { money: "refunded", amount: event.amount } });
    case "payment.stuck":
      return stand(idle, round, { stuck: { deed: event.deed, reason: event.reason } });
    default:
      return unreachable(event);
  }
}

type Of<Type extends PaymentEvent["type"]> = Extract<PaymentEvent, { readonly type: Type }>;

function wasAsked({ underWay }: Payment, round: number): boolean {
  return underWay?.round === round;
}

/** Changes one booking; one that is settled stays as it is. */
function stand(payment: Payment, round: number, change: Partial<Booking>): Payment {
  const bookings = payment.bookings.map((booking) =>
    booking.round === round && !isSettled(booking) ? { ...booking, ...change } : booking,
  );
  return { ...payment, bookings };
}

function capture(booking: Booking, wanted: number): Booking {
  const { round, standing } = booking;
  if (round !== wanted || standing.money !== "held") return booking;
  return { ...booking, standing: { ...standing, captured: true } };
}

function unstick({ stuck: _, ...booking }: Booking): Booking {
  return booking;
}
