import type { RoadUser } from "./road-users.ts";

/** Kinds of vehicles, the smallest first. */
export const VEHICLE_KINDS = ["motorcycle", "car", "van", "truck"] as const;

/** One of them. */
export type VehicleKind = (typeof VEHICLE_KINDS)[number];

/** What drives, as far as roads and laws care. */
export interface Vehicle {
  readonly kind: VehicleKind;
  readonly heightCm: number;
  readonly widthCm: number;
  readonly lengthCm: number;
  readonly weightKg: number;
  readonly axleLoadKg: number;
  readonly isHazardous: boolean;
  readonly topSpeedKmh: number;
  /** How much of what others lose in a jam it loses, too: 1 is all of it. */
  readonly jamShare: number;
}

/** Usual vehicles of each kind, fully loaded, to start from. */
export const USUAL_VEHICLES: Readonly<Record<VehicleKind, Vehicle>> = {
  /*
   * A boda boda: 150 cc, its rider, and a load. In Kenya vehicles for hire keep to 80 km/h, and with a load it does
   * no more. That half of a jam is left behind between the lanes is our judgement.
   */
  motorcycle: {
    ...usual("motorcycle", {
      heightCm: 180,
      widthCm: 90,
      lengthCm: 220,
      weightKg: 350,
      axleLoadKg: 230,
    }),
    topSpeedKmh: 80,
    jamShare: 0.5,
  },
  car: usual("car", {
    heightCm: 170,
    widthCm: 190,
    lengthCm: 480,
    weightKg: 2_000,
    axleLoadKg: 1_200,
  }),
  van: usual("van", {
    heightCm: 260,
    widthCm: 205,
    lengthCm: 600,
    weightKg: 3_500,
    axleLoadKg: 2_200,
  }),
  truck: {
    ...usual("truck", {
      heightCm: 400,
      widthCm: 255,
      lengthCm: 1_650,
      weightKg: 40_000,
      axleLoadKg: 11_500,
    }),
    topSpeedKmh: 80,
  },
};

type Size = Pick<Vehicle, "heightCm" | "widthCm" | "lengthCm" | "weightKg" | "axleLoadKg">;

function usual(kind: VehicleKind, size: Size): Vehicle {
  return { kind, ...size, isHazardous: false, topSpeedKmh: 130, jamShare: 1 };
}

const BOUND_AS: Readonly<Record<VehicleKind, RoadUser>> = {
  motorcycle: "motorcycle",
  car: "car",
  van: "car",
  truck: "hgv",
};

/** By which name signs and turn rules call a vehicle. */
export function boundAs({ kind }: Pick<Vehicle, "kind">): RoadUser {
  return BOUND_AS[kind];
}
