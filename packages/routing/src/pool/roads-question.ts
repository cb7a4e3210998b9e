import type { Instant, Position } from "@msafara/kernel";
import type { VehicleKind } from "../graph/vehicle.ts";

/** What drives, as far as roads and signs care; what is left out is usual for its kind, fully loaded. */
export interface RoadVehicle {
  readonly kind: VehicleKind;
  readonly heightM?: number | undefined;
  readonly widthM?: number | undefined;
  readonly lengthM?: number | undefined;
  readonly weightKg?: number | undefined;
  readonly axleLoadKg?: number | undefined;
  readonly isHazardous?: boolean | undefined;
}

/** A part of the earth between two corners. */
export interface RoadArea {
  readonly southWest: Position;
  readonly northEast: Position;
}

/** What somebody would rather not drive. */
export interface RoadAvoid {
  readonly tolls?: boolean | undefined;
  readonly ferries?: boolean | undefined;
  readonly areas?: readonly RoadArea[] | undefined;
}

/** Who drives, when, and what counts. */
export interface RoadDrive {
  readonly vehicle: RoadVehicle;
  readonly optimize: "time" | "distance";
  /** Left out it is now; turn rules and signs with hours are read by it. */
  readonly departAt?: Instant | undefined;
  readonly avoid?: RoadAvoid | undefined;
}

/** A place to pass; whoever drives already says where he heads, and a gate may be on one side only. */
export interface RoadStop {
  readonly position: Position;
  readonly headingDegrees?: number | undefined;
  readonly kerb?: "left" | "right" | undefined;
  /** How long one stays before driving on; the arrivals after it count it in. */
  readonly stayS?: number | undefined;
}

/** The way over two stops or more. */
export interface RouteQuestion extends RoadDrive {
  readonly stops: readonly RoadStop[];
  /** Other ways worth a thought, where there are two stops. */
  readonly alternatives: boolean;
  /** What to do at each turn, in this language; left out, nobody is told. */
  readonly steps?: "en" | "sw" | undefined;
}

/** How far and how long from each origin to each destination. */
export interface MatrixQuestion extends RoadDrive {
  readonly origins: readonly Position[];
  readonly destinations: readonly Position[];
}

/** When something may begin. */
export interface TourHours {
  readonly from: Instant;
  readonly until: Instant;
}

/** One call of a tour. */
export interface TourCall {
  readonly position: Position;
  readonly serviceS: number;
  readonly windows?: readonly TourHours[] | undefined;
}

/** Something to be moved: from a pickup to a delivery, or one of them alone. */
export interface TourLoad {
  readonly id: string;
  readonly pickup?: TourCall | undefined;
  readonly delivery?: TourCall | undefined;
  readonly weightKg: number;
  readonly volumeM3?: number | undefined;
  readonly skills?: readonly string[] | undefined;
}

/** A truck and its driver on one day or several. */
export interface TourTruck {
  readonly id: string;
  readonly vehicle: RoadVehicle;
  readonly start?: Position | undefined;
  readonly end?: Position | undefined;
  readonly shifts: readonly TourHours[];
  readonly capacityKg: number;
  readonly capacityM3?: number | undefined;
  readonly skills?: readonly string[] | undefined;
  /** The law of the driver's hours; left out, none binds. */
  readonly hours?: "eu" | "us" | "kenya" | undefined;
  /** Stops that come next, in this order, whatever it costs. */
  readonly locked?: readonly { readonly loadId: string; readonly what: "pickup" | "delivery" }[];
}

/** Who serves which stops in which order (U101, U106). */
export interface ToursQuestion {
  readonly trucks: readonly TourTruck[];
  readonly loads: readonly TourLoad[];
  readonly avoid?: RoadAvoid | undefined;
  /** How long to think at most. */
  readonly budgetMs: number;
}

/** A name, and where the asker looks. */
export interface GeocodeQuestion {
  readonly text: string;
  readonly near?: Position | undefined;
  readonly limit: number;
}

/** Something that happens on the roads, in an area: nobody passes, or all are slowed to this share. */
export interface RoadHappening {
  readonly id: string;
  /** Of two tellings the higher counts. */
  readonly revision: number;
  readonly area: RoadArea;
  readonly effect: "closed" | { readonly share: number };
  readonly fromAt: Instant;
  /** What was called off ends before it begins. */
  readonly untilAt: Instant;
}
