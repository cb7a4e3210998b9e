import type { Instant } from "@msafara/kernel";
import { auctionWindowMs } from "./auction-window.ts";
import { callWaveInVain } from "./call-wave.ts";
import { evolveShipment } from "./evolve-shipment.ts";
import type { Shipment } from "./shipment.ts";
import type { ShipmentEvent } from "./shipment-event.ts";
import type { ShipmentMail } from "./shipment-message.ts";

type RosterAnswer = Extract<ShipmentMail, { readonly type: "find-drivers.done" }>["result"];

/** What follows from the roster's answer: the drivers are asked, and where there are none, further away. */
export function broadcastWave(
  shipment: Shipment,
  { wave, asked, passedOver, now }: RosterAnswer & { readonly now: Instant },
): readonly ShipmentEvent[] {
  if (shipment.phase !== "broadcasting" || shipment.wave !== wave) return [];
  const known = new Set(shipment.asked.map(({ driverId }) => driverId));
  const { askedPerWaveMax } = shipment.terms.policy;
  const broadcast: ShipmentEvent = {
    type: "wave.broadcast",
    wave,
    asked: asked.filter(({ driverId }) => !known.has(driverId)).slice(0, askedPerWaveMax),
    passedOver,
    closesAt: closesAt(shipment, now),
  };
  return [broadcast, ...callWaveInVain(evolveShipment(shipment, broadcast), now)];
}

/** The roster is broken or silent: nobody was asked, and nobody is waited for. */
export function missWave(shipment: Shipment, now: Instant): readonly ShipmentEvent[] {
  if (shipment.phase !== "broadcasting") return [];
  return broadcastWave(shipment, { wave: shipment.wave, asked: [], passedOver: [], now });
}

type Broadcasting = Extract<Shipment, { readonly phase: "broadcasting" }>;

/** The first wave has the request's window; a later one only keeps the auction open longer (R26). */
function closesAt({ wave, request, terms, promisedUntil }: Broadcasting, now: Instant): Instant {
  const { decideBy, policy } = terms;
  const windowMs = wave > 1 ? policy.waveExtraMs : auctionWindowMs(request, policy);
  return Math.min(Math.max(promisedUntil, now + windowMs), decideBy);
}
