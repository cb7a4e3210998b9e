import type { Consequence, Fields } from "../consequence.ts";
import type { Shipper, ShipperEvent } from "./shipper.ts";
import { shipperPhase } from "./shipper-phase.ts";

/** What follows from an event; `state` is the shipper after it. */
export function followShipper(
  event: ShipperEvent,
  { state: shipper }: { readonly state: Shipper },
): readonly Consequence[] {
  const row = shipperRow(shipper);
  const { type, ...facts } = event;
  return [
    { view: "shippers", key: shipper.shipperId, row },
    { live: type, audience: "shipper", body: { ...facts, shipperPhase: shipperPhase(shipper) } },
    ...(type === "policy.set" ? [{ reply: row }] : []),
  ];
}

/** The row of the view `shippers`; the edge reads its policy when a shipment is asked for. */
export function shipperRow(shipper: Shipper): Fields {
  const { shipperId, orgId = null, policy, shipments } = shipper;
  return { shipperId, orgId, phase: shipperPhase(shipper), policy, shipments };
}
