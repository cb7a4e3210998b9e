import type { Id, Instant, Money, Position } from "@msafara/kernel";
import type { ProgressStep } from "../shipment/shipment-message.ts";
import type {
  Commitment,
  DeclinedBecause,
  Driver,
  DriverAward,
  DriverPolicy,
  DriverProfile,
  PinMisses,
  Whereabouts,
} from "./driver.ts";
import type { ShownChange } from "./driver-message.ts";
import type { PassedBecause } from "./weigh-load.ts";

type Bidden = { readonly shipmentId: Id<"shp">; readonly bidId: Id<"bid"> };

/** Everything that can happen to a driver. */
export type DriverEvent =
  | { readonly type: "profile.set"; readonly profile: DriverProfile }
  | { readonly type: "policy.set"; readonly policy: DriverPolicy }
  | {
      readonly type: "availability.set";
      readonly available: boolean;
      readonly at: Instant;
      readonly position?: Whereabouts;
    }
  /** Whoever is suspended is off shift, too. */
  | {
      readonly type: "standing.set";
      readonly standing: Driver["standing"];
      readonly reason: string;
      readonly at: Instant;
    }
  | { readonly type: "request.passed"; readonly shipmentId: Id<"shp">; readonly why: PassedBecause }
  /** Left to the driver's human, with the price that the agent would ask, if it knows one. */
  | {
      readonly type: "request.noted";
      readonly shipmentId: Id<"shp">;
      readonly closesAt: Instant;
      readonly price?: Money;
      readonly estimatedMinutes: number;
    }
  /** A load that he still decides about has another price. */
  | ({ readonly type: "request.changed"; readonly shipmentId: Id<"shp"> } & ShownChange)
  | { readonly type: "request.lapsed"; readonly shipmentId: Id<"shp"> }
  | ({
      readonly type: "bid.submitted";
      readonly amount: Money;
      readonly estimatedMinutes: number;
      /** Shipments like this one that the driver had carried by then. */
      readonly similar: number;
    } & Bidden)
  | ({ readonly type: "bid.forgotten"; readonly why: string } & Bidden)
  | { readonly type: "award.received"; readonly award: DriverAward }
  | {
      readonly type: "commitment.made";
      readonly commitment: Commitment;
      readonly answerBy: Instant;
    }
  | ({
      readonly type: "commitment.declined";
      readonly answerBy: Instant;
      readonly why: DeclinedBecause;
    } & Bidden)
  /** He had said yes, and the money was not held yet. */
  | ({ readonly type: "commitment.withdrawn"; readonly tripId: Id<"trp"> } & Bidden)
  /** He will not come, though it is booked; what follows is for people to say. */
  | ({ readonly type: "booking.given-up"; readonly tripId: Id<"trp"> } & Bidden)
  | ({
      readonly type: "commitment.released";
      readonly tripId: Id<"trp"> | null;
      readonly why: string;
    } & Bidden)
  /** The cargo is on the truck: it cannot be given back by a message, and people must look. */
  | ({
      readonly type: "release.contested";
      readonly tripId: Id<"trp">;
      readonly why: string;
    } & Bidden)
  | ({
      readonly type: "booking.confirmed";
      readonly tripId: Id<"trp">;
      readonly pins: Commitment["pins"];
      readonly setOutAt: Instant;
    } & Bidden)
  | { readonly type: "trip.due"; readonly tripId: Id<"trp"> }
  | {
      readonly type: "trip.progressed";
      readonly shipmentId: Id<"shp">;
      readonly tripId: Id<"trp">;
      readonly step: ProgressStep;
      readonly at: Instant;
      readonly position?: Position;
      readonly evidence: readonly Id<"doc">[];
    }
  /** He said a PIN that is not the right one. */
  | ({
      readonly type: "pin.missed";
      readonly shipmentId: Id<"shp">;
      readonly tripId: Id<"trp">;
    } & PinMisses)
  | { readonly type: "driver.rated"; readonly shipmentId: Id<"shp">; readonly stars: number };
