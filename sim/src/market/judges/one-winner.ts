import type { Driver, DriverEvent, Shipment, ShipmentEvent } from "@msafara/domain";
import { livesOf, type MarketEvidence, rowsIn } from "./market-evidence.ts";

/** A shipment is booked once at most, one bid of it has won, and one driver hauls it. */
export function oneWinner(evidence: MarketEvidence): readonly string[] {
  const bids = Map.groupBy(rowsIn(evidence, "bids"), ({ row }) => row["shipmentId"]);
  return livesOf<Shipment, ShipmentEvent>(evidence, "platform").flatMap(({ id, state, events }) => {
    const booked = bookedAtMost(events);
    const stands = "booking" in state && state.booking !== undefined ? 1 : 0;
    const won = (bids.get(id) ?? []).filter(({ row }) => row["status"] === "won").length;
    const hauled = haulersOf(evidence, id);
    return [
      ...(booked > 1 ? [`${id} was booked ${booked} times at once`] : []),
      ...(won === stands ? [] : [`${id} has ${stands} bookings and shows ${won} winners`]),
      ...(hauled.length > 1 ? [`${id} is hauled by ${hauled.join(" and ")}`] : []),
    ];
  });
}

/** A booking may be undone, and another made; two never stand at once. */
function bookedAtMost(events: readonly ShipmentEvent[]): number {
  let [standing, most] = [0, 0];
  for (const { type } of events) {
    if (type === "booking.confirmed") most = Math.max(most, (standing += 1));
    if (type === "booking.undone") standing -= 1;
  }
  return most;
}

/** Whoever took a step with it. */
function haulersOf(evidence: MarketEvidence, shipmentId: string): readonly string[] {
  return livesOf<Driver, DriverEvent>(evidence, "driver").flatMap(({ id, events }) => {
    const drove = events.some(
      (event) => event.type === "trip.progressed" && event.shipmentId === shipmentId,
    );
    return drove ? [id] : [];
  });
}
