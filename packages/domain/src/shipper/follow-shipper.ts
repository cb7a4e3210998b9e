import type { Instant } from "@msafara/kernel";
import type { Consequence } from "../consequence.ts";
import type { Shipper, ShipperEvent } from "./shipper.ts";
import { shipperPhase } from "./shipper-phase.ts";
import { shipperRow } from "./shipper-row.ts";

/** What is around an event when one asks what follows from it. */
export interface ShipperAround {
  /** After the event. */
  readonly state: Shipper;
  readonly given: { readonly now: Instant };
}

/** What follows from an event; `state` is the shipper after it. */
export function followShipper(
  event: ShipperEvent,
  { state: shipper, given: { now } }: ShipperAround,
): readonly Consequence[] {
  const row = shipperRow(shipper, now);
  const { type, ...facts } = event;
  return [
    { view: "shippers", key: shipper.shipperId, row },
    { live: type, audience: "shipper", body: { ...facts, shipperPhase: shipperPhase(shipper) } },
    ...(type === "policy.set" ? [{ reply: row }] : []),
  ];
}
