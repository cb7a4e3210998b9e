import { WAY_FLAGS, type WayTable } from "./road-graph.ts";
import { type RoadUser, SIGNS_FOR } from "./road-users.ts";
import { boundAs, type Vehicle } from "./vehicle.ts";

/** What on a road keeps a vehicle off it, with both figures where it is a matter of size. */
export type RoadLimit =
  | {
      readonly limit: "height" | "width" | "length";
      readonly limitCm: number;
      readonly vehicleCm: number;
    }
  | {
      readonly limit: "weight" | "axle-load";
      readonly limitKg: number;
      readonly vehicleKg: number;
    }
  | { readonly limit: (typeof SIGNS_FOR)[RoadUser]["ban"] | "no-hazard" };

const KG_PER_UNIT = 10;

interface Asked {
  readonly way: number;
  readonly vehicle: Vehicle;
  /** Whether the hour lifts the ban on a kind of vehicle, if there is one. No hour makes a bridge higher. */
  readonly isLifted?: boolean;
}

/** The first limit of a way that a vehicle breaks; nothing, if it may drive there. */
export function limitOn(
  ways: WayTable,
  { way, vehicle, isLifted = false }: Asked,
): RoadLimit | undefined {
  const flags = ways.flags[way]!;
  return (
    (isLifted ? undefined : banOn(flags, vehicle)) ??
    hazardOn(flags, vehicle) ??
    sizeOn(ways, way, vehicle) ??
    weightOn(ways, way, vehicle)
  );
}

function banOn(flags: number, vehicle: Vehicle): RoadLimit | undefined {
  const { closed, ban } = SIGNS_FOR[boundAs(vehicle)];
  return (flags & closed) === 0 ? undefined : { limit: ban };
}

function hazardOn(flags: number, { isHazardous }: Vehicle): RoadLimit | undefined {
  return isHazardous && (flags & WAY_FLAGS.noHazard) !== 0 ? { limit: "no-hazard" } : undefined;
}

function sizeOn(ways: WayTable, way: number, vehicle: Vehicle): RoadLimit | undefined {
  for (const limit of ["height", "width", "length"] as const) {
    const limitCm = ways[`${limit}Cm`][way]!;
    const vehicleCm = vehicle[`${limit}Cm`];
    if (limitCm !== 0 && vehicleCm > limitCm) return { limit, limitCm, vehicleCm };
  }
  return undefined;
}

function weightOn(ways: WayTable, way: number, vehicle: Vehicle): RoadLimit | undefined {
  const weightKg = ways.weightTenKg[way]! * KG_PER_UNIT;
  if (weightKg !== 0 && vehicle.weightKg > weightKg) {
    return { limit: "weight", limitKg: weightKg, vehicleKg: vehicle.weightKg };
  }
  const axleKg = ways.axleLoadTenKg[way]! * KG_PER_UNIT;
  if (axleKg !== 0 && vehicle.axleLoadKg > axleKg) {
    return { limit: "axle-load", limitKg: axleKg, vehicleKg: vehicle.axleLoadKg };
  }
  return undefined;
}
