import type { Id, Instant, Money, Position } from "@msafara/kernel";
import type { BidVehicle } from "../bid/bid.ts";
import type { Pins } from "../shipment/draw-pins.ts";
import type { ProgressStep } from "../shipment/shipment-message.ts";
import type { ShipmentRequest, VehicleType } from "../shipment/shipment-request.ts";

/** A truck. */
export interface Vehicle extends BidVehicle {
  readonly plate: string;
  /** Absent where it cannot be kept. */
  readonly temperatureC?: { readonly min: number; readonly max: number };
}

/** A day of the calendar, `2027-03-31`: the last on which a paper is good. */
export type Day = string;

/** A paper that a driver has shown. */
export interface DriverPaper {
  readonly documentId: Id<"doc">;
  readonly kind: "insurance" | "inspection" | "dangerous-goods";
  readonly expiresOn: Day;
}

/** Who drives what, and may. */
export interface DriverProfile {
  readonly orgId?: Id<"org">;
  /** The shipper that he is, too; nobody hauls his own load (R24). */
  readonly shipperId?: Id<"shr">;
  readonly vehicle: Vehicle;
  readonly licence: { readonly number: string; readonly expiresOn: Day };
  readonly documents: readonly DriverPaper[];
}

/** What the agent may do by itself. */
export interface DriverPolicy {
  readonly autoBid: boolean;
  /** Below it a load costs more than it brings, with the way there (dead-head) counted in. */
  readonly minRatePerKm?: Money;
  readonly maxDeadheadKm: number;
  /** Whether a person answers awards. */
  readonly askMe: boolean;
  /** What is asked above the floor where nobody knows the market's price. */
  readonly marginBp: number;
  /** Dearer bids are left to a person. */
  readonly bidMax?: Money;
  /** After so much driving comes a night's rest. */
  readonly drivingMinutesPerDay: number;
}

/** What a driver begins with: nothing is offered without him, and what he offered himself is his word. */
export const DRIVER_POLICY: DriverPolicy = {
  autoBid: false,
  maxDeadheadKm: 150,
  askMe: false,
  marginBp: 1_000,
  drivingMinutesPerDay: 480,
};

/** What a driver has done, counted. */
export interface TrackRecord {
  readonly delivered: number;
  readonly onTime: number;
  /** Shipments by the vehicle they needed. */
  readonly carried: Readonly<Partial<Record<VehicleType, number>>>;
  readonly ratings: { readonly count: number; readonly stars: number };
}

/** Where somebody was, and when. */
export interface Whereabouts {
  readonly where: Position;
  readonly at: Instant;
}

/** From when to when a truck is taken; the end is free again. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** A bid that was chosen, as the platform puts it to the driver. */
export interface DriverAward extends Span {
  readonly shipmentId: Id<"shp">;
  readonly bidId: Id<"bid">;
  readonly amount: Money;
  readonly answerBy: Instant;
  readonly request: ShipmentRequest;
}

/** Something that is not decided yet. */
export type Dealing =
  /** A request that was left to the driver's human. */
  | { readonly stage: "noted"; readonly shipmentId: Id<"shp">; readonly closesAt: Instant }
  | {
      readonly stage: "bid";
      readonly shipmentId: Id<"shp">;
      readonly bidId: Id<"bid">;
      readonly amount: Money;
    }
  /** An award that waits for the driver's human. */
  | { readonly stage: "awarded"; readonly shipmentId: Id<"shp">; readonly award: DriverAward };

/** One step of a trip, and when it was taken. */
export interface TakenStep {
  readonly step: ProgressStep;
  readonly at: Instant;
}

/** Wrong PINs for one step, and until when no other is looked at. */
export interface PinMisses {
  readonly step: ProgressStep;
  readonly count: number;
  readonly waitUntil: Instant;
}

/** A load that this truck hauls, and when: an entry in its calendar. */
export interface Commitment extends Span {
  readonly shipmentId: Id<"shp">;
  readonly bidId: Id<"bid">;
  readonly tripId: Id<"trp">;
  readonly amount: Money;
  readonly request: ShipmentRequest;
  /** `booked` once the money is held; before, it can be given back. */
  readonly status: "promised" | "booked";
  /** The time to leave for the pickup has come. */
  readonly isDue: boolean;
  /** He said that he will not come. It stays in the calendar until the platform takes it back. */
  readonly isGivenUp?: true;
  readonly steps: readonly TakenStep[];
  readonly pins: Pins;
  readonly pinMisses?: PinMisses;
}

/** An award that was answered; the same bid can be awarded again, with another time to answer by. */
export interface AnsweredAward {
  readonly shipmentId: Id<"shp">;
  readonly bidId: Id<"bid">;
  readonly answerBy: Instant;
  readonly because: "yes" | DeclinedBecause;
}

/** Why an award was declined, in the words that the platform knows. */
export type DeclinedBecause = "busy" | "offline" | "withdrawn" | "refused";

/** One driver with one truck. */
export interface Driver {
  readonly driverId: Id<"drv">;
  readonly profile?: DriverProfile;
  readonly policy: DriverPolicy;
  /** Support may suspend somebody; he hauls what he has promised, and promises nothing more. */
  readonly standing: "good" | "suspended";
  readonly available: boolean;
  /** Since when he is on shift or off it; absent before he ever was. */
  readonly since?: Instant;
  /** Where he was when he last said so himself. */
  readonly position?: Whereabouts;
  /** Empty where the last load was left, and looking for one back. */
  readonly isReturning: boolean;
  /** The last trip that was delivered. */
  readonly lastTrip?: Commitment;
  readonly record: TrackRecord;
  readonly dealings: readonly Dealing[];
  /** By time; no two of them overlap. */
  readonly commitments: readonly Commitment[];
  /** The latest, so that nothing is answered twice. */
  readonly answered: readonly AnsweredAward[];
}

/** A driver of whom nothing is known yet. */
export function noDriver(driverId: Id<"drv">): Driver {
  return {
    driverId,
    policy: DRIVER_POLICY,
    standing: "good",
    available: false,
    isReturning: false,
    record: { delivered: 0, onTime: 0, carried: {}, ratings: { count: 0, stars: 0 } },
    dealings: [],
    commitments: [],
    answered: [],
  };
}

/** What the driver still decides about a shipment. */
export function dealingOf({ dealings }: Driver, shipmentId: Id<"shp">): Dealing | undefined {
  return dealings.find((dealing) => dealing.shipmentId === shipmentId);
}

/** The trip that is on the road: its first step is taken and its last is not. */
export function tripUnderWay({ commitments }: Driver): Commitment | undefined {
  return commitments.find(({ steps }) => steps.length > 0);
}

/** A trip that is in the calendar, or the last one that was delivered. */
export function tripOf({ commitments, lastTrip }: Driver, tripId: string): Commitment | undefined {
  const trip = commitments.find((it) => it.tripId === tripId);
  return trip ?? (lastTrip?.tripId === tripId ? lastTrip : undefined);
}

/** What he answered to this very award, if he did. */
export function answerTo(
  { answered }: Driver,
  { bidId, answerBy }: Pick<DriverAward, "bidId" | "answerBy">,
): AnsweredAward | undefined {
  return answered.find((it) => it.bidId === bidId && it.answerBy === answerBy);
}
