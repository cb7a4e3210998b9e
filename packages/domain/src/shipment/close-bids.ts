import type { Instant } from "@msafara/kernel";
import { awardByPolicy } from "./award-by-policy.ts";
import { missWave } from "./broadcast-wave.ts";
import { seekOn } from "./call-wave.ts";
import { countSilent } from "./count-silent.ts";
import { evolveShipment } from "./evolve-shipment.ts";
import { isOnMarket, marketOf, type Shipment, standingBids } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";

/** Ends an auction, or asks further away when nobody bid. */
export function closeBids(
  shipment: Shipment,
  { wave, now }: { readonly wave: number; readonly now: Instant },
): readonly ShipmentEvent[] {
  if (!isOnMarket(shipment) || shipment.wave !== wave) return [];
  if (shipment.phase === "broadcasting") return missWave(shipment, now);
  if (shipment.phase !== "bidding" || now < shipment.closesAt) return [];
  if (standingBids(shipment).length === 0) return seekOn(shipment, { now, why: "nobody-bid" });
  const closed: ShipmentEvent = { type: "bids.closed", silent: countSilent(marketOf(shipment)) };
  return [closed, ...awardByPolicy(marketOf(evolveShipment(shipment, closed)), now)];
}
