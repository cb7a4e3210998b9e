import { DRIVER_ARROWS, PAYMENT_ARROWS, SHIPMENT_ARROWS } from "@msafara/domain";
import { roleOf } from "@msafara/runtime";
import { roleFor } from "../../judges/scene.ts";
import type { MarketEvidence } from "./market-evidence.ts";

const ARROWS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  platform: SHIPMENT_ARROWS,
  driver: DRIVER_ARROWS,
  payment: PAYMENT_ARROWS,
};

/** Shipments, drivers and money go only where it is drawn that they go. */
export function drawnArrows({ roles, history }: MarketEvidence): readonly string[] {
  const lives = Map.groupBy(history, ({ address }) => address);
  return [...lives].flatMap(([address, told]) => {
    const arrows = ARROWS[roleOf(address)];
    if (arrows === undefined) return [];
    const role = roleFor(roles, address);
    let state: unknown = role.initial(address);
    return told.flatMap(({ event }) => {
      const from = role.phase(state);
      state = role.evolve(state, event);
      const to = role.phase(state);
      if (from === to || arrows[from]?.includes(to) === true) return [];
      return [`${address} went from ${from} to ${to} by ${event.type}`];
    });
  });
}
