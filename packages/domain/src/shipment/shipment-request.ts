import type { Id, Instant, Money, Position } from "@msafara/kernel";
import type { PinsAsked } from "./draw-pins.ts";

/** What a load needs to ride in. */
export type VehicleType = "pickup" | "van" | "box" | "flatbed" | "reefer" | "container" | "tanker";

/** A place where a truck stops, and when it may. */
export interface Stop {
  readonly address: string;
  readonly position: Position;
  readonly window: { readonly from: Instant; readonly to: Instant };
  readonly facilityId?: Id<"fac">;
}

/** A handling unit with a number of its own. */
export interface Package {
  readonly id: Id<"pkg">;
  readonly number: string;
  readonly description: string;
  readonly weightKg: number;
}

/** What is to be moved. */
export interface Cargo {
  readonly kind: string;
  readonly weightKg: number;
  readonly volumeM3?: number;
  readonly vehicleType: VehicleType;
  readonly hazardous: boolean;
  readonly temperatureC?: { readonly min: number; readonly max: number };
  readonly packages: readonly Package[];
}

/** How the market is asked. */
export interface Bidding {
  readonly windowSeconds: number;
  readonly autoAward: boolean;
  /** Only then do drivers see the budget (R26). */
  readonly budgetShown: boolean;
}

/** What a shipper wants moved. */
export interface ShipmentRequest {
  readonly reference: string;
  readonly shipperId: Id<"shr">;
  readonly orgId?: Id<"org">;
  readonly pickup: Stop;
  readonly delivery: Stop;
  readonly stops: readonly Stop[];
  readonly cargo: Cargo;
  readonly serviceLevel: "economy" | "standard" | "express";
  readonly budget?: Money;
  readonly bookNow?: Money;
  readonly bidding: Bidding;
  /** Where the shipper wants a PIN asked; the market may want more. */
  readonly pinsAsked?: Partial<PinsAsked>;
  /** By road, as the route pool or the crow says. */
  readonly distanceM: number;
}
