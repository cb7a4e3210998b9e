import type { BodyOf, ROUTES } from "@msafara/contracts";

/** A kind of vehicle, as the wire has it. */
export type VehicleType = BodyOf<(typeof ROUTES)["setDriver"]>["vehicle"]["type"];

/** What trucks of one kind are like here, and what rides in them. */
export interface Kind {
  readonly type: VehicleType;
  /** How many there are, and so how often a load wants one. */
  readonly trucks: number;
  readonly capacityKg: number;
  /** What a kilometre costs its driver, in cents of a shilling. */
  readonly ratePerKm: number;
  readonly cargo: readonly string[];
  readonly temperatureC?: { readonly min: number; readonly max: number };
}

/** The fleet of the corridor, from the pickup of a market woman to the tanker of the pipeline. */
export const FLEET: readonly Kind[] = [
  {
    type: "box",
    trucks: 8,
    capacityKg: 10_000,
    ratePerKm: 9_500,
    cargo: ["Maize flour", "Soap and detergent", "Printed cartons", "Vitenge cloth", "Medicine"],
  },
  {
    type: "flatbed",
    trucks: 5,
    capacityKg: 26_000,
    ratePerKm: 12_000,
    cargo: ["Roofing sheets", "Steel bars", "Bagged cement", "Timber", "Water tanks"],
  },
  {
    type: "container",
    trucks: 5,
    capacityKg: 27_000,
    ratePerKm: 13_000,
    cargo: ["Coffee in bags", "Tea in chests", "Used machinery", "Electronics", "Tyres"],
  },
  {
    type: "reefer",
    trucks: 4,
    capacityKg: 14_000,
    ratePerKm: 15_000,
    cargo: ["Cut roses", "Avocados", "Lake tilapia on ice", "Vaccines", "Yoghurt"],
    temperatureC: { min: 2, max: 8 },
  },
  {
    type: "van",
    trucks: 3,
    capacityKg: 1_800,
    ratePerKm: 6_000,
    cargo: ["Parcels", "Spare parts", "School books", "Bread"],
  },
  {
    type: "pickup",
    trucks: 2,
    capacityKg: 1_000,
    ratePerKm: 4_500,
    cargo: ["Tomatoes in crates", "Miraa", "Day-old chicks", "Pump and pipes"],
  },
  {
    type: "tanker",
    trucks: 3,
    capacityKg: 30_000,
    ratePerKm: 14_500,
    cargo: ["Cooking oil", "Raw milk", "Drinking water", "Molasses"],
  },
];
