import { type Money, money, refuse, type Refusal } from "@msafara/kernel";
import { type Award, type Booking, isOnMarket, type Shipment, standingBids } from "./shipment.ts";
import type { ShipmentEvent, Undo } from "./shipment-event.ts";

export type CancelRefusal = Refusal<"shipment-under-way" | "shipment-over">;

export interface CancelShipment {
  readonly by: "shipper" | "support";
  readonly reason: string;
}

/** Ends a shipment that is not on the truck yet, and says what has to be taken back. */
export function cancelShipment(
  shipment: Shipment,
  { by, reason }: CancelShipment,
): readonly ShipmentEvent[] | CancelRefusal {
  const cancelled = (undo: Undo): readonly ShipmentEvent[] => {
    const lost = isOnMarket(shipment) ? standingBids(shipment) : [];
    return [{ type: "shipment.cancelled", by, why: reason, undo, lost }];
  };
  if (shipment.phase === "awarding") return cancelled(undoAward(shipment.award));
  if (isOnMarket(shipment)) return cancelled({});
  if (shipment.phase === "booked" || shipment.phase === "at-pickup") {
    const { booking, phase } = shipment;
    const { cancelFee } = booking;
    const due = phase === "booked" ? cancelFee.booked : cancelFee.atPickup;
    return cancelled(undoBooking(booking, by === "shipper" ? due : noMoney(due)));
  }
  return refuse(isUnderWay(shipment) ? "shipment-under-way" : "shipment-over", {
    phase: shipment.phase,
  });
}

/** A driver who was asked may be saying yes right now, and money that was asked for may be coming. */
function undoAward({ bidId, driverId, step }: Award): Undo {
  const release = { bidId, driverId };
  return step === "answer" ? { release } : { release, money: { bidId, deed: "void" } };
}

function undoBooking({ bidId, driverId, amount }: Booking, fee: Money): Undo {
  const release = { bidId, driverId };
  if (fee.amount === 0) return { release, money: { bidId, deed: "void" } };
  const rest = money(amount.amount - fee.amount, amount.currency);
  return { release, money: { bidId, deed: "refund", amount: rest, fee } };
}

function noMoney({ currency }: Money): Money {
  return money(0, currency);
}

function isUnderWay({ phase }: Shipment): boolean {
  return ["loading", "in-transit", "at-delivery", "unloading"].includes(phase);
}
