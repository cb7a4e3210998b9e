import type { Id, Instant, Money } from "@msafara/kernel";
import type { Actor } from "../access/actor.ts";

/** What a vendor of payments can be asked to do. */
export type Deed = "hold" | Settling;

/** What ends a hold. */
export type Settling = "void" | "release" | "refund";

/** What one booking is worth, and whose money it is. */
export interface Terms {
  readonly bidId: Id<"bid">;
  readonly shipperId: Id<"shr">;
  readonly driverId: Id<"drv">;
  readonly amount: Money;
  readonly deliverBy: Instant;
}

/** How a hold shall end; the first wish counts. */
export type Ending =
  | { readonly deed: "void"; readonly why: string }
  | { readonly deed: "release"; readonly why: string }
  /** `amount` goes back to the shipper; what is left of the hold was earned, such as a fee. */
  | { readonly deed: "refund"; readonly why: string; readonly amount: Money };

/** Where the money of one booking is. */
export type Standing =
  /** The hold before it is not settled yet. */
  | { readonly money: "wanted" }
  | { readonly money: "asked"; readonly isLate: boolean }
  /** `captured` lies in escrow and can only be refunded; the rest can be voided (R9). */
  | { readonly money: "held"; readonly ref: string; readonly captured: boolean }
  | { readonly money: "refused"; readonly why: RefusedBecause }
  | { readonly money: "voided" }
  | { readonly money: "released" }
  | { readonly money: "refunded"; readonly amount: Money };

/** Why a hold was refused, in the words that the platform passes on. */
export type RefusedBecause = "card-declined" | "customer-silent" | "vendor-down";

/** The money of one booking. */
export interface Booking {
  /** A bid can be booked again after its hold was refused, so that its id alone names no booking. */
  readonly round: number;
  readonly terms: Terms;
  readonly standing: Standing;
  readonly ending?: Ending;
  /** The dispute that freezes it: only its verdict ends it. */
  readonly caseId?: Id<"cse">;
  /** The vendor will not; people must look. */
  readonly stuck?: { readonly deed: Settling; readonly reason: string };
}

/** The money of one shipment: bookings in the order they were made, of which at most one is not ending. */
export interface Payment {
  readonly shipmentId: Id<"shp">;
  /** When its money was first asked for. */
  readonly createdAt?: Instant;
  readonly bookings: readonly Booking[];
  /** How often it was booked. */
  readonly rounds: number;
  /** The one order that the vendor has now; the next waits for its result. */
  readonly underWay?: { readonly deed: Deed; readonly round: number };
}

type Of = { readonly shipmentId: Id<"shp">; readonly bidId: Id<"bid"> };

type Done = {
  readonly [D in Deed]: {
    readonly type: `${D}.done`;
    readonly effectId: string;
    readonly result: Readonly<Record<string, unknown>>;
  };
}[Deed];

type Failed = {
  readonly [D in Deed]: {
    readonly type: `${D}.failed`;
    readonly effectId: string;
    readonly reason: string;
  };
}[Deed];

/** What a vendor says in the end. `.failed` means that it did not and never will. */
export type VendorResult = Done | Failed;

/** What a payment hears from the platform, and from the resolver of a dispute. */
export type PaymentOrder =
  | ({ readonly type: "hold-payment"; readonly shipmentId: Id<"shp"> } & Terms)
  | ({ readonly type: "void-payment"; readonly why: string } & Of)
  | ({ readonly type: "release-payment"; readonly caseId?: Id<"cse"> } & Of)
  | ({
      readonly type: "refund-payment";
      readonly amount: Money;
      readonly why: string;
      readonly caseId?: Id<"cse">;
    } & Of)
  | ({ readonly type: "dispute-payment"; readonly caseId: Id<"cse"> } & Of);

/** Everything that a payment understands. */
export type PaymentMessage =
  | PaymentOrder
  | { readonly type: "hold-late"; readonly round: number }
  /** An operator has mended what kept the vendor from it. */
  | { readonly type: "retry-settlement"; readonly by: Actor }
  | VendorResult;

/** Every type of message that a payment knows, for its role. */
export const PAYMENT_MESSAGES = [
  ...(["hold-payment", "void-payment", "release-payment", "refund-payment"] as const),
  ...(["dispute-payment", "hold-late", "retry-settlement"] as const),
  ...(["hold.done", "void.done", "release.done", "refund.done"] as const),
  ...(["hold.failed", "void.failed", "release.failed", "refund.failed"] as const),
] as const satisfies readonly PaymentMessage["type"][];

/** One thing that a vendor is asked to do. */
export type DeedAsked = About & { readonly at: Instant } & (
    | {
        readonly deed: "hold";
        readonly shipperId: Id<"shr">;
        readonly amount: Money;
        readonly capture: boolean;
      }
    | {
        readonly deed: Settling;
        readonly ref: string;
        readonly driverId: Id<"drv">;
        readonly amount: Money;
        /** What stays of the hold. */
        readonly kept: Money;
      }
  );

/** Which booking. */
type About = { readonly round: number; readonly bidId: Id<"bid"> };

/** What can happen to the money of a shipment. */
export type PaymentEvent =
  | { readonly type: "hold.wanted"; readonly round: number; readonly terms: Terms }
  | ({ readonly type: "deed.asked" } & DeedAsked)
  | ({ readonly type: "hold.delayed" } & About)
  | ({ readonly type: "payment.held"; readonly ref: string; readonly captured: boolean } & About)
  | ({ readonly type: "payment.refused"; readonly why: RefusedBecause } & About)
  | ({ readonly type: "ending.wanted"; readonly ending: Ending } & About)
  | ({ readonly type: "payment.disputed"; readonly caseId: Id<"cse"> } & About)
  /** The vendor took the money meanwhile, so that it can only be given back. */
  | ({ readonly type: "payment.captured" } & About)
  | ({ readonly type: "payment.voided" } & About)
  | ({ readonly type: "payment.released" } & About)
  | ({ readonly type: "payment.refunded"; readonly amount: Money } & About)
  | ({
      readonly type: "payment.stuck";
      readonly deed: Settling;
      readonly reason: string;
    } & About)
  | { readonly type: "settlement.retried" };

/** The money of a shipment that nobody has booked yet. */
export function noPayment(shipmentId: Id<"shp">): Payment {
  return { shipmentId, bookings: [], rounds: 0 };
}

/** Whether there is nothing left to do about a booking. */
export function isSettled({ standing }: Booking): boolean {
  return !["wanted", "asked", "held"].includes(standing.money);
}

/** The booking that counts now: the first that is not settled, else the last. */
export function bookingNow({ bookings }: Payment): Booking | undefined {
  return bookings.find((booking) => !isSettled(booking)) ?? bookings.at(-1);
}

/** The last booking of a bid, if its money is not settled. */
export function openBooking(payment: Payment, bidId: Id<"bid">): Booking | undefined {
  return payment.bookings.findLast((it) => it.terms.bidId === bidId && !isSettled(it));
}
