import { type Money, money } from "@msafara/kernel";
import type { Consequence, Fields } from "../consequence.ts";
import type { ShipmentEvent } from "./shipment-event.ts";
import type { ShipmentMessage } from "./shipment-message.ts";

/** What follows from an event besides the answer to whoever commanded. */
export interface Followed {
  readonly event: ShipmentEvent;
  readonly follows: readonly Consequence[];
}

type Cost = { readonly fee: Money | null; readonly refund: Money | null };

/**
 * Whoever commanded is answered with the row that his command leaves. Each event of a turn answers anew
 * and the last answer counts, so that it has everything that followed.
 */
export function replyTo(message: ShipmentMessage, followed: Followed): readonly Consequence[] {
  switch (message.type) {
    case "request-shipment":
    case "change-shipment":
    case "award-bid":
    case "confirm-delivery":
      return replyWith(followed, "shipments");
    case "cancel-shipment":
      return replyWith(followed, "shipments", costOf(followed));
    case "submit-bid":
      return replyWith(own(followed, "driverId", message.driverId), "bids");
    case "withdraw-bid":
      return replyWith(own(followed, "bidId", message.bidId), "bids");
    default:
      return [];
  }
}

function replyWith({ follows }: Followed, view: string, more: Fields = {}): readonly Consequence[] {
  const row = rowIn(follows, view);
  return row === undefined ? [] : [{ reply: { ...row, ...more } }];
}

function rowIn(follows: readonly Consequence[], view: string): Fields | undefined {
  const [row] = follows.flatMap((it) => ("view" in it && it.view === view ? [it.row] : []));
  return row ?? undefined;
}

/** A bid may choose another that was there before it, and that one is nobody else's to see. */
function own({ event, follows }: Followed, column: string, id: string): Followed {
  const seen = follows.filter((it) => "view" in it && it.row?.[column] === id);
  return { event, follows: seen };
}

/** What a cancellation costs, and what goes back; nothing of both where nothing was booked. */
function costOf({ event, follows }: Followed): Cost {
  const undone = event.type === "shipment.cancelled" ? event.undo.money : undefined;
  if (undone?.deed === "refund") return { fee: undone.fee, refund: undone.amount };
  const booked: Money | null = rowIn(follows, "shipments")?.["amount"] ?? null;
  if (booked === null) return { fee: null, refund: null };
  return { fee: money(0, booked.currency), refund: booked };
}
