import type { Id, Instant } from "@msafara/kernel";
import { callWaveInVain } from "./call-wave.ts";
import { evolveShipment } from "./evolve-shipment.ts";
import { isOnMarket, type Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

export interface PassRequest {
  readonly driverId: Id<"drv">;
  readonly why: string;
  readonly now: Instant;
}

/** Notes that a driver passes. When all have, nobody is waited for. */
export function passRequest(
  shipment: Shipment,
  { driverId, why, now }: PassRequest,
): readonly ShipmentEvent[] {
  if (!isOnMarket(shipment)) return [];
  const driver = shipment.asked.find((it) => it.driverId === driverId);
  if (driver === undefined || driver.passed !== undefined) return [];
  const passed: ShipmentEvent = { type: "request.passed", driverId, why };
  return [passed, ...callWaveInVain(evolveShipment(shipment, passed), now)];
}
