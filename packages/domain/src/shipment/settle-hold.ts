import { assert, type Id, type Instant, type Money, money } from "@msafara/kernel";
import { drawPins } from "./draw-pins.ts";
import { failAward } from "./fail-award.ts";
import { type Awarding, type Booking, bookingOf, type Shipment, standingBids } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

const WHOLE_BP = 10_000;

/** Money that is held, and when; the dice are for the PINs. */
export interface Held {
  readonly bidId: Id<"bid">;
  readonly now: Instant;
  readonly dice: (purpose: string) => number;
}

/** The money is there, and with it the booking. Money for an award that is no more goes back. */
export function acceptHold(
  shipment: Shipment,
  { bidId, now, dice }: Held,
): readonly ShipmentEvent[] {
  if (bookingOf(shipment)?.bidId === bidId) return [];
  if (shipment.phase !== "awarding") return [{ type: "hold.late", bidId }];
  const { award } = shipment;
  if (award.step !== "hold" || award.bidId !== bidId) return [{ type: "hold.late", bidId }];
  const won = shipment.bids.find((bid) => bid.bidId === bidId);
  assert(won !== undefined, "only a bid can be awarded");
  const lost = standingBids(shipment).filter((bid) => bid !== won);
  const pins = drawPins(shipment.request, shipment.terms.policy, dice);
  const drawn = pins === undefined ? {} : { pins };
  const booking = { ...bookingFor(shipment, award.tripId, now), ...drawn };
  return [{ type: "booking.confirmed", booking, won, lost }];
}

/** The money is not there: the driver is let go, and the shipper is asked again. */
export function refuseHold(
  shipment: Shipment,
  { bidId, why, now }: { readonly bidId: string; readonly why: string; readonly now: Instant },
): readonly ShipmentEvent[] {
  if (shipment.phase !== "awarding") return [];
  const { award } = shipment;
  if (award.step !== "hold" || award.bidId !== bidId) return [];
  return failAward(shipment, { failure: { why: "hold-refused", because: why }, now });
}

/** Tells operators, once, of money that is neither held nor refused. The answer still counts. */
export function missHold(
  shipment: Shipment,
  { bidId }: { readonly bidId: string },
): readonly ShipmentEvent[] {
  if (shipment.phase !== "awarding") return [];
  const { award } = shipment;
  if (award.step !== "hold" || award.bidId !== bidId || award.isOverdue) return [];
  return [{ type: "hold.overdue", bidId: award.bidId }];
}

function bookingFor({ award, terms }: Awarding, tripId: Id<"trp">, now: Instant): Booking {
  const { bidId, driverId, amount } = award;
  const { booked, atPickup } = terms.policy.cancelFeeBp;
  const cancelFee = { booked: shareOf(amount, booked), atPickup: shareOf(amount, atPickup) };
  return { bidId, driverId, tripId, amount, at: now, cancelFee };
}

function shareOf({ amount, currency }: Money, shareBp: number): Money {
  return money(Math.floor((amount * shareBp) / WHOLE_BP), currency);
}
