import { unreachable } from "@msafara/kernel";
import type { FollowedShipment, Shipper, ShipperEvent } from "./shipper.ts";

/** The shipper after an event. */
export function evolveShipper(shipper: Shipper, event: ShipperEvent): Shipper {
  switch (event.type) {
    case "policy.set": {
      const { type: _, ...set } = event;
      return { ...shipper, ...set };
    }
    case "shipment.followed": {
      const { shipmentId, status, phase } = event;
      return keep(shipper, { shipmentId, status, phase });
    }
    case "shipment.priced": {
      const { shipmentId, amount } = event;
      return keep(shipper, { shipmentId, amount });
    }
    case "shipment.over":
      return { ...shipper, shipments: others(shipper, event.shipmentId) };
    default:
      return unreachable(event);
  }
}

function keep(
  shipper: Shipper,
  change: Pick<FollowedShipment, "shipmentId"> & Partial<FollowedShipment>,
): Shipper {
  const { shipmentId } = change;
  const known = shipper.shipments.find((it) => it.shipmentId === shipmentId);
  const fresh: FollowedShipment = { shipmentId, status: "booked", phase: "Booked" };
  const rest = others(shipper, shipmentId);
  return { ...shipper, shipments: [...rest, { ...(known ?? fresh), ...change }] };
}

function others({ shipments }: Shipper, shipmentId: string): readonly FollowedShipment[] {
  return shipments.filter((it) => it.shipmentId !== shipmentId);
}
