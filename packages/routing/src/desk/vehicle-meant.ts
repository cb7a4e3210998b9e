import type { RoadVehicle } from "@msafara/domain";
import { USUAL_VEHICLES, type Vehicle, VEHICLE_KINDS } from "../graph/vehicle.ts";

const CM = 100;

/** The vehicle that somebody means: usual for its kind but for what he says. */
export function vehicleMeant(asked: RoadVehicle): Vehicle {
  const usual = USUAL_VEHICLES[asked.kind];
  return {
    kind: asked.kind,
    heightCm: inCm(asked.heightM) ?? usual.heightCm,
    widthCm: inCm(asked.widthM) ?? usual.widthCm,
    lengthCm: inCm(asked.lengthM) ?? usual.lengthCm,
    weightKg: asked.weightKg ?? usual.weightKg,
    axleLoadKg: asked.axleLoadKg ?? usual.axleLoadKg,
    isHazardous: asked.isHazardous ?? usual.isHazardous,
    topSpeedKmh: usual.topSpeedKmh,
    jamShare: usual.jamShare,
  };
}

/** Whether nothing is said of a vehicle that is not usual for its kind. */
export function isUsual(vehicle: Vehicle): boolean {
  return JSON.stringify(vehicle) === JSON.stringify(vehicleMeant({ kind: vehicle.kind }));
}

/**
 * The largest of each measure, and of their kinds: what trucks share a matrix by where too many of a plan
 * differ. Signs for the smaller kinds alone are not read then.
 */
export function largestOf(vehicles: readonly Vehicle[]): Vehicle {
  return vehicles.reduce((one, other) => {
    const most = (of: (vehicle: Vehicle) => number) => Math.max(of(one), of(other));
    return {
      kind: largerKind(one, other),
      heightCm: most(({ heightCm }) => heightCm),
      widthCm: most(({ widthCm }) => widthCm),
      lengthCm: most(({ lengthCm }) => lengthCm),
      weightKg: most(({ weightKg }) => weightKg),
      axleLoadKg: most(({ axleLoadKg }) => axleLoadKg),
      isHazardous: one.isHazardous || other.isHazardous,
      topSpeedKmh: Math.min(one.topSpeedKmh, other.topSpeedKmh),
      jamShare: most(({ jamShare }) => jamShare),
    };
  });
}

function largerKind(one: Vehicle, other: Vehicle): Vehicle["kind"] {
  const rank = ({ kind }: Vehicle) => VEHICLE_KINDS.indexOf(kind);
  return rank(one) > rank(other) ? one.kind : other.kind;
}

function inCm(metres: number | undefined): number | undefined {
  return metres === undefined ? undefined : Math.round(metres * CM);
}
