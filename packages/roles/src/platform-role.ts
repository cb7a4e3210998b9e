import {
  decideShipment,
  evolveShipment,
  followShipment,
  NO_SHIPMENT,
  type Shipment,
  type ShipmentEvent,
  SHIPMENT_MESSAGES,
  type ShipmentMessage,
} from "@msafara/domain";
import type { Id, Refusal } from "@msafara/kernel";
import type { Given, Role } from "@msafara/runtime";
import { everyMessage } from "./every-message.ts";
import { mayComeFrom } from "./may-come-from.ts";
import { ownId } from "./own-id.ts";
import { readMarketPolicy } from "./read-market-policy.ts";

/** One shipment's whole life, from the request to the last cent. */
export const platformRole: Role<Shipment, ShipmentMessage, ShipmentEvent> = {
  name: "platform",
  messages: everyMessage<ShipmentMessage>()(SHIPMENT_MESSAGES),
  schema: 1,
  initial: () => NO_SHIPMENT,
  decide,
  evolve: evolveShipment,
  follow: (event, { state, message, given: { now, self } }) =>
    followShipment(event, { shipment: state, message, shipmentId: ownId("shp", self), now }),
  phase: ({ phase }) => phase,
};

function decide(
  shipment: Shipment,
  message: ShipmentMessage,
  { self, sender, now, mint, dice, settings }: Given,
): readonly ShipmentEvent[] | Refusal {
  const shipmentId = ownId("shp", self);
  const may = mayComeFrom(sender, originOf(message, shipmentId));
  if (may !== true) return may;
  const { policy } = readMarketPolicy(settings);
  return decideShipment(shipment, message, { now, shipmentId, bidId: mint("bid"), policy, dice });
}

/** Whose word a message is; a command is anybody's, and its rights are looked at by the rule. */
function originOf(message: ShipmentMessage, shipmentId: Id<"shp">) {
  switch (message.type) {
    case "find-drivers.done":
    case "find-drivers.failed":
      return "effect:";
    case "bid.submitted":
    case "request.passed":
    case "commitment.made":
    case "commitment.declined":
    case "trip.progressed":
      return `driver/${message.driverId}` as const;
    case "payment.held":
    case "payment.refused":
    case "payment.released":
      return `payment/${shipmentId}` as const;
    case "dispute.opened":
    case "dispute.closed":
      return `resolver/${shipmentId}` as const;
    default:
      return message.type.endsWith(".rang") ? "timer:" : undefined;
  }
}
