import type { Id, Instant, Money, Position } from "@msafara/kernel";
import type { Bid } from "../bid/bid.ts";
import type { PriceHint } from "./price-hint.ts";
import type { Booking, CarriagePhase, Choice, ExpiredWhy, MarketBid, Terms } from "./shipment.ts";
import type {
  AskedCandidate,
  PassedOver,
  ProgressStep,
  ShipmentChange,
  TurnedAwayWhy,
} from "./shipment-message.ts";
import type { ShipmentRequest } from "./shipment-request.ts";

/** Why an award came to nothing. */
export type AwardFailure =
  /** The driver said no; why is his. */
  | { readonly why: "declined"; readonly because: string }
  /** The driver said nothing in time. */
  | { readonly why: "silent" }
  /** He had said yes, and took it back while the money was asked for. */
  | { readonly why: "withdrawn"; readonly because: string }
  /** The money is not there; why is the payment's. */
  | { readonly why: "hold-refused"; readonly because: string };

/** A bid and whose it is. */
export interface WhoseBid {
  readonly bidId: Id<"bid">;
  readonly driverId: Id<"drv">;
}

/** What a cancellation has to take back. */
export interface Undo {
  /** A driver who has committed, or may be about to. */
  readonly release?: WhoseBid;
  /** Money that is held, or may be about to; what is left of it after the fee goes back. */
  readonly money?: { readonly bidId: Id<"bid"> } & (
    | { readonly deed: "void" }
    | { readonly deed: "refund"; readonly amount: Money; readonly fee: Money }
  );
}

/** Everything that can happen to one shipment. */
export type ShipmentEvent =
  | {
      readonly type: "shipment.requested";
      readonly shipmentId: Id<"shp">;
      readonly request: ShipmentRequest;
      readonly terms: Terms;
    }
  | { readonly type: "shipment.changed"; readonly change: ShipmentChange }
  | {
      readonly type: "wave.called";
      readonly wave: number;
      readonly radiusM: number;
      /** The roster is waited for until then. */
      readonly until: Instant;
    }
  | {
      readonly type: "wave.broadcast";
      readonly wave: number;
      readonly asked: readonly AskedCandidate[];
      readonly passedOver: readonly PassedOver[];
      readonly closesAt: Instant;
    }
  | { readonly type: "request.passed"; readonly driverId: Id<"drv">; readonly why: string }
  | { readonly type: "bid.submitted"; readonly bid: Bid }
  | ({ readonly type: "bid.turned-away"; readonly why: TurnedAwayWhy } & WhoseBid)
  | ({ readonly type: "bid.withdrawn" } & WhoseBid)
  /** So many were asked and let the window pass. */
  | { readonly type: "bids.closed"; readonly silent: number }
  | { readonly type: "bid.selected"; readonly choice: Choice; readonly answerBy: Instant }
  | ({
      readonly type: "commitment.made";
      readonly tripId: Id<"trp">;
      readonly amount: Money;
      /** Operators hear of a hold that takes longer. */
      readonly patienceUntil: Instant;
    } & WhoseBid)
  | ({ readonly type: "commitment.late"; readonly tripId: Id<"trp"> } & WhoseBid)
  | ({ readonly type: "commitment.broken"; readonly why: string } & WhoseBid)
  | ({ readonly type: "award.failed"; readonly failure: AwardFailure } & WhoseBid)
  | { readonly type: "hold.overdue"; readonly bidId: Id<"bid"> }
  | { readonly type: "hold.late"; readonly bidId: Id<"bid"> }
  | {
      readonly type: "booking.confirmed";
      readonly booking: Booking;
      readonly won: MarketBid;
      readonly lost: readonly MarketBid[];
    }
  /** He took his yes back before he heard of it, and hauls it no more. */
  | ({
      readonly type: "booking.undone";
      readonly tripId: Id<"trp">;
      readonly why: string;
    } & WhoseBid)
  | {
      readonly type: "shipment.progressed";
      readonly to: Exclude<CarriagePhase, "booked">;
      readonly step: ProgressStep;
      readonly at: Instant;
      readonly position?: Position;
      /** Nobody told this step, but a later one. */
      readonly implied: boolean;
    }
  | {
      readonly type: "delivery.confirmed";
      readonly by: "shipper" | "time";
      readonly at: Instant;
    }
  /** Once is enough; whoever says it again is answered, and nothing happens. */
  | { readonly type: "confirmation.repeated" }
  | { readonly type: "dispute.opened"; readonly caseId: Id<"cse"> }
  /** Without a `refund` all of the money is the driver's. */
  | { readonly type: "dispute.closed"; readonly caseId: Id<"cse">; readonly refund?: Money }
  | { readonly type: "shipment.completed" }
  | {
      readonly type: "shipment.cancelled";
      readonly by: "shipper" | "support";
      readonly why: string;
      readonly undo: Undo;
      readonly lost: readonly MarketBid[];
    }
  | {
      readonly type: "shipment.expired";
      readonly why: ExpiredWhy;
      readonly hint: PriceHint;
      readonly lost: readonly MarketBid[];
      /** As for closed bids; 0 where those were counted. */
      readonly silent: number;
    };

/** The events of some types. */
export type EventOf<Type extends ShipmentEvent["type"]> = Extract<
  ShipmentEvent,
  { readonly type: Type }
>;
