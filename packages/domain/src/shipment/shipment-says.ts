import type { Id, Instant, Money } from "@msafara/kernel";
import type { Consequence } from "../consequence.ts";
import type { Pins } from "./draw-pins.ts";
import type { ShipmentRequest } from "./shipment-request.ts";
import type { ShipmentStatus, ShipperPhase } from "./status-of.ts";

/** A request as drivers may see it: its budget only where the shipper shows it (R26). */
export type ShownRequest = Omit<ShipmentRequest, "budget"> & { readonly budget?: Money };

/** What a shipment says to a driver's agent. */
export type SaidToDriver =
  | ({
      readonly type: "shipment.requested";
      readonly shipmentId: Id<"shp">;
      readonly wave: number;
      readonly closesAt: Instant;
      readonly currency: string;
      readonly approachM: number;
    } & Pick<
      ShownRequest,
      | "pickup"
      | "delivery"
      | "stops"
      | "cargo"
      | "serviceLevel"
      | "distanceM"
      | "budget"
      | "bookNow"
    >)
  | ({ readonly type: "request.changed"; readonly shipmentId: Id<"shp"> } & Pick<
      ShownRequest,
      "budget" | "bookNow"
    >)
  | {
      readonly type: "bid.turned-away";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly why: string;
    }
  | {
      readonly type: "bid.selected";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly amount: Money;
      readonly from: Instant;
      readonly to: Instant;
      readonly answerBy: Instant;
      readonly request: ShownRequest;
    }
  | {
      readonly type: "commitment.released";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly why: "hold-refused" | "cancelled" | "answered-late";
    }
  | { readonly type: "bid.lost"; readonly shipmentId: Id<"shp">; readonly bidId: Id<"bid"> }
  /** His agent asks for the PINs, and shows them to nobody. */
  | (BookingConfirmed & { readonly pins?: Pins });

/** What both sides are told of a booking (U141). */
export type BookingConfirmed = {
  readonly type: "booking.confirmed";
  readonly shipmentId: Id<"shp">;
  readonly bidId: Id<"bid">;
  readonly tripId: Id<"trp">;
  readonly driverId: Id<"drv">;
  readonly amount: Money;
};

/** What a shipment says to its shipper's agent. */
export type SaidToShipper =
  | {
      readonly type: "shipment.status_changed";
      readonly shipmentId: Id<"shp">;
      readonly status: ShipmentStatus;
      readonly phase: ShipperPhase;
    }
  | BookingConfirmed;

/** What a shipment says to the agent of its money. */
export type SaidToPayment =
  | {
      readonly type: "hold-payment";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly shipperId: Id<"shr">;
      readonly driverId: Id<"drv">;
      readonly amount: Money;
      readonly deliverBy: Instant;
    }
  | {
      readonly type: "void-payment";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly why: string;
    }
  | {
      readonly type: "release-payment";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      /** The dispute whose verdict this is. */
      readonly caseId?: Id<"cse">;
    }
  | {
      readonly type: "refund-payment";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly amount: Money;
      readonly why: string;
      readonly caseId?: Id<"cse">;
    }
  | {
      readonly type: "dispute-payment";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly caseId: Id<"cse">;
    };

/** A message to a driver's agent. */
export function tellDriver(driverId: Id<"drv">, said: SaidToDriver): Consequence {
  return { send: said, to: `driver/${driverId}` };
}

/** A message to a shipper's agent. */
export function tellShipper(shipperId: Id<"shr">, said: SaidToShipper): Consequence {
  return { send: said, to: `shipper/${shipperId}` };
}

/** A message to the agent of a shipment's money. */
export function tellPayment(shipmentId: Id<"shp">, said: SaidToPayment): Consequence {
  return { send: said, to: `payment/${shipmentId}` };
}

/** A live event for several audiences at once. */
export function tellLive(
  live: string,
  audiences: readonly string[],
  body: Readonly<Record<string, unknown>>,
): readonly Consequence[] {
  return audiences.map((audience) => ({ live, audience, body }));
}

/** The audience that one driver is. */
export function driverAudience(driverId: Id<"drv">): string {
  return `driver:${driverId}`;
}

/** The request without what its shipper does not show. */
export function shownRequest(request: ShipmentRequest): ShownRequest {
  if (request.bidding.budgetShown) return request;
  const { budget: _, ...shown } = request;
  return shown;
}
