import { type Instant, money, type Money } from "@msafara/kernel";
import {
  type Booking,
  type DeedAsked,
  type Ending,
  isSettled,
  type Payment,
  type Settling,
} from "./payment.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A card's authorisation lasts about seven days (R9); the last one is left for slow vendors. */
const AUTHORISED_MS = 6 * DAY_MS;
/** So long a shipper may take to confirm a delivery. */
const CONFIRMED_MS = DAY_MS;

/** What the vendor is asked next: the oldest wish first, one at a time, and a hold when nothing else is held. */
export function nextDeed(payment: Payment, now: Instant): DeedAsked | undefined {
  if (payment.underWay !== undefined) return undefined;
  for (const booking of payment.bookings) {
    const deed = deedFor(booking, now);
    if (deed !== undefined) return deed;
    // Whoever has money held here waits, unless only people can help.
    if (!isSettled(booking) && booking.stuck === undefined) return undefined;
  }
  return undefined;
}

function deedFor(booking: Booking, now: Instant): DeedAsked | undefined {
  const { round, standing, ending, stuck, terms } = booking;
  if (standing.money === "wanted") {
    const { bidId, shipperId, amount, deliverBy } = terms;
    const capture = deliverBy + CONFIRMED_MS > now + AUTHORISED_MS;
    return { deed: "hold", round, bidId, shipperId, amount, capture, at: now };
  }
  if (standing.money !== "held" || ending === undefined || stuck !== undefined) return undefined;
  const { bidId, driverId } = terms;
  const amount = ending.deed === "refund" ? ending.amount : terms.amount;
  const deed = settlingFor(ending, { captured: standing.captured, all: terms.amount });
  const kept = money(terms.amount.amount - amount.amount, amount.currency);
  return { deed, round, bidId, driverId, ref: standing.ref, amount, kept, at: now };
}

/** What was captured cannot be voided any more, and what was not need not be refunded, if it is all. */
function settlingFor(
  ending: Ending,
  { captured, all }: { readonly captured: boolean; readonly all: Money },
): Settling {
  if (ending.deed === "void") return captured ? "refund" : "void";
  if (ending.deed === "refund" && !captured && ending.amount.amount === all.amount) return "void";
  return ending.deed;
}
