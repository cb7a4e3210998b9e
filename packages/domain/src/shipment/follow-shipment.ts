import type { Id, Instant } from "@msafara/kernel";
import type { Consequence } from "../consequence.ts";
import { followAuction } from "./follow-auction.ts";
import { followAward } from "./follow-award.ts";
import { followCarriage, watchers } from "./follow-carriage.ts";
import { replyTo } from "./reply-to.ts";
import type { Shipment } from "./shipment.ts";
import type { EventOf, ShipmentEvent } from "./shipment-event.ts";
import type { ShipmentMessage } from "./shipment-message.ts";
import { shipmentRow } from "./shipment-rows.ts";
import { tellDriver, tellLive, tellPayment, tellShipper } from "./shipment-says.ts";
import { statusOf } from "./status-of.ts";

/** What is around an event when one asks what follows from it. */
export interface ShipmentAround {
  /** After the event. */
  readonly shipment: Shipment;
  readonly message: ShipmentMessage;
  readonly shipmentId: Id<"shp">;
  readonly now: Instant;
}

/** What follows from an event: messages, timers, effects, rows, live events, a reply. */
export function followShipment(
  event: ShipmentEvent,
  { shipment, message, shipmentId, now }: ShipmentAround,
): readonly Consequence[] {
  if (isStray(event)) return turnAway(event, shipmentId);
  if (shipment.phase === "new") return [];
  const follows = [
    shipmentRow(shipment, now),
    ...about(event, shipment, now),
    ...(movesStatus(event) ? tellStatus(shipment) : []),
  ];
  return [...follows, ...replyTo(message, { event, follows })];
}

type Stray = EventOf<"bid.turned-away" | "commitment.late" | "hold.late">;

/** What came to a shipment that is no longer, or not yet, there for it. */
function isStray(event: ShipmentEvent): event is Stray {
  return ["bid.turned-away", "commitment.late", "hold.late"].includes(event.type);
}

function turnAway(event: Stray, shipmentId: Id<"shp">): readonly Consequence[] {
  const { bidId } = event;
  const told = tellLive(event.type, ["ops"], { ...event });
  if (event.type === "hold.late") {
    const why = "answered-late";
    return [tellPayment(shipmentId, { type: "void-payment", shipmentId, bidId, why }), ...told];
  }
  const { driverId } = event;
  return event.type === "bid.turned-away"
    ? [tellDriver(driverId, { type: event.type, shipmentId, bidId, why: event.why }), ...told]
    : [
        tellDriver(driverId, {
          type: "commitment.released",
          shipmentId,
          bidId,
          why: "answered-late",
        }),
        ...told,
      ];
}

function about(
  event: Exclude<ShipmentEvent, Stray>,
  shipment: Shipment,
  now: Instant,
): readonly Consequence[] {
  switch (event.type) {
    case "shipment.requested":
    case "confirmation.repeated":
      return [];
    case "shipment.changed":
    case "wave.called":
    case "wave.broadcast":
    case "request.passed":
    case "bid.submitted":
    case "bid.withdrawn":
    case "bids.closed":
      return followAuction(event, shipment, now);
    case "bid.selected":
    case "commitment.made":
    case "award.failed":
    case "hold.overdue":
    case "booking.confirmed":
    case "booking.undone":
      return followAward(event, shipment, now);
    default:
      return followCarriage(event, shipment, now);
  }
}

/** The others leave a shipment where it is, as far as anybody outside can see. */
function movesStatus({ type }: ShipmentEvent): boolean {
  const still = ["shipment.changed", "request.passed", "bid.submitted", "bid.withdrawn"];
  const quiet = ["bids.closed", "commitment.made", "hold.overdue", "commitment.broken"];
  return ![...still, ...quiet, "delivery.confirmed", "confirmation.repeated"].includes(type);
}

function tellStatus(
  shipment: Exclude<Shipment, { readonly phase: "new" }>,
): readonly Consequence[] {
  const { shipmentId, request } = shipment;
  const { status, shipper: phase } = statusOf(shipment);
  const said = { type: "shipment.status_changed", shipmentId, status, phase } as const;
  return [
    tellShipper(request.shipperId, said),
    ...tellLive(said.type, watchers(shipment), { shipmentId, status }),
  ];
}
