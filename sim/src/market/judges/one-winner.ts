import type { Driver, DriverEvent, Shipment, ShipmentEvent } from "@msafara/domain";
import { livesOf, type MarketEvidence, rowsIn } from "./market-evidence.ts";

/** A shipment is booked once at most, one bid of it has won, and one driver hauls it. */
export function oneWinner(evidence: MarketEvidence): readonly string[] {
  const bids = Map.groupBy(rowsIn(evidence, "bids"), ({ row }) => row["shipmentId"]);
  return livesOf<Shipment, ShipmentEvent>(evidence, "platform").flatMap(({ id, events }) => {
    const booked = events.filter(({ type }) => type === "booking.confirmed").length;
    const won = (bids.get(id) ?? []).filter(({ row }) => row["status"] === "won").length;
    const hauled = haulersOf(evidence, id);
    return [
      ...(booked > 1 ? [`${id} was booked ${booked} times`] : []),
      ...(won === booked ? [] : [`${id} was booked ${booked} times and shows ${won} winners`]),
      ...(hauled.length > 1 ? [`${id} is hauled by ${hauled.join(" and ")}`] : []),
    ];
  });
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
