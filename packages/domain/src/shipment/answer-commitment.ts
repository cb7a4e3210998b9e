import type { Id, Instant } from "@msafara/kernel";
import { failAward, undoBooking } from "./fail-award.ts";
import { bookingOf, type Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

export interface Commitment {
  readonly bidId: Id<"bid">;
  readonly driverId: Id<"drv">;
  readonly tripId: Id<"trp">;
  readonly now: Instant;
}

export interface Declined {
  readonly bidId: string;
  readonly tripId?: Id<"trp">;
  readonly why: string;
  readonly now: Instant;
}

/** The driver says yes. To an award that is no more he says it too late, and is let go. */
export function acceptCommitment(
  shipment: Shipment,
  { bidId, driverId, tripId, now }: Commitment,
): readonly ShipmentEvent[] {
  if (isKnownTrip(shipment, tripId)) return [];
  if (shipment.phase === "awarding") {
    const { award, terms } = shipment;
    if (award.step === "answer" && award.bidId === bidId && award.driverId === driverId) {
      const patienceUntil = now + terms.policy.patienceMs;
      const { amount } = award;
      return [{ type: "commitment.made", bidId, driverId, tripId, amount, patienceUntil }];
    }
  }
  return [{ type: "commitment.late", bidId, driverId, tripId }];
}

/**
 * The driver says no, or takes back his yes. Where he did so before he heard of the booking, the market
 * goes on with the next bid. Once he knew of it, people must see to it: somebody counts on him.
 */
export function declineCommitment(
  shipment: Shipment,
  { bidId, tripId, why, now }: Declined,
): readonly ShipmentEvent[] {
  if (shipment.phase === "booked" || shipment.phase === "at-pickup") {
    const { booking } = shipment;
    if (booking.bidId !== bidId) return [];
    if (shipment.phase === "booked" && why === "withdrawn" && tripId === booking.tripId) {
      return undoBooking(shipment, { why, now });
    }
    return [{ type: "commitment.broken", bidId, driverId: booking.driverId, why }];
  }
  if (shipment.phase !== "awarding" || shipment.award.bidId !== bidId) return [];
  const verdict = shipment.award.step === "answer" ? "declined" : "withdrawn";
  return failAward(shipment, { failure: { why: verdict, because: why }, now });
}

/** The driver has said nothing for too long. */
export function missCommitment(shipment: Shipment, now: Instant): readonly ShipmentEvent[] {
  if (shipment.phase !== "awarding") return [];
  const { award } = shipment;
  if (award.step !== "answer" || now < award.answerBy) return [];
  return failAward(shipment, { failure: { why: "silent" }, now });
}

/** One that is under way, or was given back: either way its driver knows how he stands. */
function isKnownTrip(shipment: Shipment, tripId: Id<"trp">): boolean {
  if (shipment.phase === "new") return false;
  if (shipment.releasedTrips.includes(tripId)) return true;
  if (bookingOf(shipment)?.tripId === tripId) return true;
  if (shipment.phase !== "awarding") return false;
  return shipment.award.step === "hold" && shipment.award.tripId === tripId;
}
