import type { AnswerOf, ROUTES } from "@msafara/contracts";
import type { BidRow } from "@msafara/domain";
import { defined } from "./defined.ts";
import type { SeenBid } from "@msafara/store";

type Shown = AnswerOf<(typeof ROUTES)["readBid"]>[200];

/** A bid on the wire. */
export function showBid({ bidId: id, ...bid }: SeenBid): Shown {
  return { ...bid, id };
}

/** The bid that a command leaves. */
export function showBidLeft(row: BidRow): Shown {
  const { bidId, status, shipmentId, driverId, amount, estimatedMinutes, at: submittedAt } = row;
  const bid = { bidId, status, shipmentId, driverId, amount, estimatedMinutes, submittedAt };
  const note = row.note ?? undefined;
  const [answerBy, tripId] = [row.answerBy ?? undefined, row.tripId ?? undefined];
  return showBid(defined({ ...bid, note, answerBy, tripId }));
}
