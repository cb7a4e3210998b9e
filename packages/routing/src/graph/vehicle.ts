/** What drives, as far as roads and laws care. */
export interface Vehicle {
  readonly kind: "car" | "van" | "truck";
  readonly heightCm: number;
  readonly widthCm: number;
  readonly lengthCm: number;
  readonly weightKg: number;
  readonly axleLoadKg: number;
  readonly isHazardous: boolean;
  readonly topSpeedKmh: number;
}

/** Usual vehicles of each kind, fully loaded, to start from. */
export const USUAL_VEHICLES: Readonly<Record<Vehicle["kind"], Vehicle>> = {
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

function usual(kind: Vehicle["kind"], size: Size): Vehicle {
  return { kind, ...size, isHazardous: false, topSpeedKmh: 130 };
}

/** By which name turn rules call a vehicle. */
export function boundAs({ kind }: Vehicle): "car" | "hgv" {
  return kind === "truck" ? "hgv" : "car";
}
