import { USUAL_VEHICLES, type Vehicle } from "../graph/vehicle.ts";
import type { RoadVehicle } from "./roads-question.ts";

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
  };
}

/** Whether nothing is said of a vehicle that is not usual for its kind. */
export function isUsual(vehicle: Vehicle): boolean {
  return JSON.stringify(vehicle) === JSON.stringify(vehicleMeant({ kind: vehicle.kind }));
}

/** One that may drive only where each of these may: what several trucks share a matrix by. */
export function largestOf(vehicles: readonly Vehicle[]): Vehicle {
  return vehicles.reduce((one, other) => {
    const most = (of: (vehicle: Vehicle) => number) => Math.max(of(one), of(other));
    return {
      kind: one.kind === "truck" ? one.kind : other.kind,
      heightCm: most(({ heightCm }) => heightCm),
      widthCm: most(({ widthCm }) => widthCm),
      lengthCm: most(({ lengthCm }) => lengthCm),
      weightKg: most(({ weightKg }) => weightKg),
      axleLoadKg: most(({ axleLoadKg }) => axleLoadKg),
      isHazardous: one.isHazardous || other.isHazardous,
      topSpeedKmh: Math.min(one.topSpeedKmh, other.topSpeedKmh),
    };
  });
}

function inCm(metres: number | undefined): number | undefined {
  return metres === undefined ? undefined : Math.round(metres * CM);
}
