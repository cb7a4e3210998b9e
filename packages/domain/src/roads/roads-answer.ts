import type { Instant, Position, Refusal } from "@msafara/kernel";

/** Whose roads an answer stands on. */
export type RoadsSource = "own" | "google";

/** What a reader of an answer should know besides. */
export type RoadsNote =
  /** The better source was asked for and could not be had: the arrival may be less accurate. */
  | "eta-may-be-less-accurate"
  /** The map was made up, and nobody may drive by it. */
  | "map-is-generated";

/** What every answer says of where it comes from. */
export interface RoadsBasis {
  readonly source: RoadsSource;
  /** Whose map it is, as its licence wants it shown. */
  readonly attribution: string;
  readonly notes: readonly RoadsNote[];
}

/** One thing to do, in the language that was asked for. */
export interface FoundStep {
  readonly maneuver: string;
  readonly text: string;
  readonly position: Position;
  readonly distanceM: number;
  readonly durationS: number;
}

/** The part between two stops, with the arrival at its end. */
export interface FoundLeg {
  readonly distanceM: number;
  /** From leaving the stop before up to the arrival; its steps add up to it. */
  readonly durationS: number;
  /** As likely before as after. */
  readonly arriveAt: Instant;
  /** Nine times of ten before (U103). */
  readonly arriveBy: Instant;
  readonly steps: readonly FoundStep[];
}

/** A way over all its stops. */
export interface FoundRoute {
  readonly distanceM: number;
  /** The departure, all stays before the last stop and this are the last arrival. */
  readonly durationS: number;
  /** Encoded with five decimals, as maps on phones read it. */
  readonly polyline: string;
  readonly legs: readonly FoundLeg[];
  /** How much is known of arrivals like these. */
  readonly confidence: "little" | "some" | "well";
}

/** The ways that were found, the best first. */
export interface RouteFound extends RoadsBasis {
  readonly routes: readonly [FoundRoute, ...FoundRoute[]];
}

/** Row by row, origin by origin; null where no way leads. */
export interface MatrixFound extends RoadsBasis {
  readonly distanceM: readonly (readonly (number | null)[])[];
  /** At the wheel, at the speeds of the hour of departure: to compare by, where a route tells when one is there. */
  readonly durationS: readonly (readonly (number | null)[])[];
}

/** A call with its times. */
export interface FoundVisit {
  readonly loadId: string;
  readonly what: "pickup" | "delivery";
  readonly position: Position;
  readonly arriveAt: Instant;
  readonly startAt: Instant;
  readonly leaveAt: Instant;
}

/** What one truck does in one shift. */
export interface FoundTour {
  readonly truckId: string;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly distanceM: number;
  readonly drivingS: number;
  readonly visits: readonly FoundVisit[];
  /** Breaks and rests that the law asks for. */
  readonly pauses: readonly {
    readonly fromAt: Instant;
    readonly untilAt: Instant;
    readonly why: string;
  }[];
}

/** A sentence for people, in the languages of the market. */
export interface RoadWords {
  readonly en: string;
  readonly sw: string;
}

/** One thing that somebody could do differently, so that a load is served. */
export interface RoadChange {
  /** Such as `longer-shift`. */
  readonly change: string;
  readonly truckId?: string;
  readonly loadId?: string;
  readonly what?: "pickup" | "delivery";
  /** How much later. */
  readonly byS?: number;
  readonly capacityKg?: number;
  readonly capacityM3?: number;
  readonly skills?: readonly string[];
  readonly said: RoadWords;
}

/** A load that nobody takes, why not, and the smallest changes that would help (C6). */
export interface LoadLeftOut {
  readonly loadId: string;
  readonly reasons: readonly {
    readonly truckId: string;
    /** Such as `too-large`. */
    readonly why: string;
    readonly said: RoadWords;
  }[];
  /** Each of them alone is enough. */
  readonly changes: readonly RoadChange[];
  /** Where no single one is: those that are enough together. */
  readonly together: readonly RoadChange[];
  /** False where time ran out before every change was tried: then none is told, and some may help. */
  readonly isExplained: boolean;
}

/** A plan that can be driven as it stands. */
export interface ToursFound extends RoadsBasis {
  readonly tours: readonly FoundTour[];
  readonly leftOut: readonly LoadLeftOut[];
}

/** Something with a name. */
export interface FoundPlace {
  readonly kind: "place" | "street" | "address";
  readonly name: string;
  readonly position: Position;
  /** 0 to 1, for the order. */
  readonly score: number;
}

/** What may be meant, the likeliest first. */
export interface PlacesFound extends RoadsBasis {
  readonly places: readonly FoundPlace[];
}

/** What is at a point. */
export interface HereFound extends RoadsBasis {
  /** As one would tell it to somebody: "Mombasa Road, Nairobi". */
  readonly name: string;
  readonly road?: { readonly name: string; readonly position: Position; readonly offM: number };
  readonly place?: { readonly name: string; readonly offM: number };
}

/** One obstacle on the way that nobody may drive: which limit, on which road, with both figures. */
export interface RoadObstacle {
  readonly limit: string;
  readonly osmId: number;
  readonly name: string;
  readonly allowed?: number;
  readonly actual?: number;
  /** The sentence for a person. */
  readonly said: RoadWords;
}

/** Why there is no answer. `stop` counts from 0, and is absent where no single one is to blame. */
export type RoadsRefusal =
  | Refusal<"no-road-near">
  | (Refusal<"no-way"> & { readonly obstacles: readonly RoadObstacle[] })
  | (Refusal<"tours-not-sound"> & { readonly said: RoadWords })
  | Refusal<"locked-not-possible">
  | Refusal<"roads-busy">
  /** Nobody who knows the roads is there, or answers in time: come back in a moment. */
  | Refusal<"roads-away">;
