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

type Check = (ways: WayTable, asked: Asked) => RoadLimit | undefined;

/** All that a sign may say against a vehicle, in the order in which it is told. */
const CHECKS: readonly Check[] = [
  banOn,
  hazardOn,
  sizeOn("height"),
  sizeOn("width"),
  sizeOn("length"),
  weightOn,
  axleLoadOn,
];

/** The first limit of a way that a vehicle breaks; nothing, if it may drive there. */
export function limitOn(ways: WayTable, asked: Asked): RoadLimit | undefined {
  for (const check of CHECKS) {
    const found = check(ways, asked);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All limits of a way that a vehicle breaks: whoever meets but one of them still may not pass. */
export function limitsOn(ways: WayTable, asked: Asked): readonly RoadLimit[] {
  return CHECKS.flatMap((check) => check(ways, asked) ?? []);
}

function banOn(ways: WayTable, { way, vehicle, isLifted }: Asked): RoadLimit | undefined {
  const { closed, ban } = SIGNS_FOR[boundAs(vehicle)];
  return isLifted === true || (ways.flags[way]! & closed) === 0 ? undefined : { limit: ban };
}

function hazardOn(ways: WayTable, { way, vehicle }: Asked): RoadLimit | undefined {
  const isShut = vehicle.isHazardous && (ways.flags[way]! & WAY_FLAGS.noHazard) !== 0;
  return isShut ? { limit: "no-hazard" } : undefined;
}

function sizeOn(limit: "height" | "width" | "length"): Check {
  return (ways, { way, vehicle }) => {
    const limitCm = ways[`${limit}Cm`][way]!;
    const vehicleCm = vehicle[`${limit}Cm`];
    return limitCm !== 0 && vehicleCm > limitCm ? { limit, limitCm, vehicleCm } : undefined;
  };
}

function weightOn(ways: WayTable, { way, vehicle }: Asked): RoadLimit | undefined {
  const limitKg = ways.weightTenKg[way]! * KG_PER_UNIT;
  const vehicleKg = vehicle.weightKg;
  return limitKg !== 0 && vehicleKg > limitKg ? { limit: "weight", limitKg, vehicleKg } : undefined;
}

function axleLoadOn(ways: WayTable, { way, vehicle }: Asked): RoadLimit | undefined {
  const limitKg = ways.axleLoadTenKg[way]! * KG_PER_UNIT;
  const vehicleKg = vehicle.axleLoadKg;
  return limitKg !== 0 && vehicleKg > limitKg
    ? { limit: "axle-load", limitKg, vehicleKg }
    : undefined;
}
