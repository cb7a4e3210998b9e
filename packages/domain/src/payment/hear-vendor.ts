import { assert, unreachable } from "@msafara/kernel";
import {
  type Booking,
  type Payment,
  type PaymentEvent,
  type RefusedBecause,
  type Settling,
  type VendorResult,
} from "./payment.ts";

/** What a failure means that is none, since the money is already where it should go. */
const WAS_DONE: Readonly<Record<Settling, readonly string[]>> = {
  void: ["already-voided", "authorisation-lapsed"],
  release: ["already-released"],
  refund: ["already-refunded"],
};

/** What a vendor's result means for the one order it has. One that nobody waits for means nothing. */
export function hearVendor(payment: Payment, result: VendorResult): readonly PaymentEvent[] {
  const { underWay } = payment;
  if (underWay === undefined || !result.type.startsWith(`${underWay.deed}.`)) return [];
  const { deed, round } = underWay;
  const booking = payment.bookings.find((it) => it.round === round);
  assert(booking, "a vendor was asked about a booking");
  const about = { round, bidId: booking.terms.bidId };
  if (deed === "hold") return [{ ...about, ...heldOrNot(result) }];
  if ("result" in result) return [{ ...about, ...ended(booking, deed) }];
  if (WAS_DONE[deed].includes(result.reason)) return [{ ...about, ...ended(booking, deed) }];
  if (deed === "void" && result.reason === "already-captured") {
    return [{ type: "payment.captured", ...about }];
  }
  return [{ type: "payment.stuck", ...about, deed, reason: result.reason }];
}

function heldOrNot(answer: VendorResult) {
  if ("reason" in answer) {
    return { type: "payment.refused", why: refusedBecause(answer.reason) } as const;
  }
  const { ref, captured } = answer.result;
  const named = typeof ref === "string" ? ref : "";
  return { type: "payment.held", ref: named, captured: captured === true } as const;
}

function refusedBecause(reason: string): RefusedBecause {
  return reason === "card-declined" || reason === "customer-silent" ? reason : "vendor-down";
}

function ended({ terms, ending }: Booking, deed: Settling) {
  switch (deed) {
    case "void":
      return { type: "payment.voided" } as const;
    case "release":
      return { type: "payment.released" } as const;
    case "refund": {
      const amount = ending?.deed === "refund" ? ending.amount : terms.amount;
      return { type: "payment.refunded", amount } as const;
    }
    default:
      return unreachable(deed);
  }
}
