import type { Driver, DriverEvent, Shipment, ShipmentEvent } from "@msafara/domain";
import { nothingLeft } from "../../judges/nothing-left.ts";
import { livesOf, type MarketEvidence } from "./market-evidence.ts";

const ENDED = ["new", "completed", "cancelled", "expired"];

/** Every shipment has ended, nobody waits or drives for nothing, and nothing is left to do or was set aside. */
export function marketAtRest(evidence: MarketEvidence): readonly string[] {
  const { timers, quarantine, now } = evidence.inventory;
  return [
    ...nothingLeft(evidence),
    ...timers
      .filter(({ due }) => due > now)
      .map(({ address, name }) => `Timer ${name} of ${address} still waits`),
    ...quarantine.map(
      ({ address, kind, error }) => `${kind} to ${address} was set aside: ${error}`,
    ),
    ...nobodyWaits(evidence),
  ];
}

function nobodyWaits(evidence: MarketEvidence): readonly string[] {
  const shipments = livesOf<Shipment, ShipmentEvent>(evidence, "platform");
  const open = shipments.filter(({ state }) => !ENDED.includes(state.phase));
  const drivers = livesOf<Driver, DriverEvent>(evidence, "driver").flatMap(({ id, state }) => [
    ...state.commitments.map(({ shipmentId }) => `${id} still means to haul ${shipmentId}`),
    ...state.dealings.map(({ shipmentId }) => `${id} still waits for ${shipmentId}`),
  ]);
  return [...open.map(({ id, state }) => `${id} is still ${state.phase}`), ...drivers];
}
