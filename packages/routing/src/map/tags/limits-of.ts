import type { Tags } from "../osm/element.ts";
import { readLengthCm, readWeightTenKg } from "./measures.ts";
import { type Direction, tagOf } from "./tag-of.ts";

/** How big and heavy a vehicle may be; 0 is no limit. */
export interface Limits {
  readonly heightCm: number;
  readonly widthCm: number;
  readonly lengthCm: number;
  readonly weightTenKg: number;
  readonly axleLoadTenKg: number;
}

/** A sign counts as much as the bridge behind it: of several limits the strictest holds. */
const HEIGHT = ["maxheight", "maxheight:physical", "maxheight:hgv"];
const WIDTH = ["maxwidth", "maxwidth:physical", "maxwidth:hgv", "width:barrier"];
const LENGTH = ["maxlength", "maxlength:hgv", "maxlength:physical"];
const WEIGHT = [
  "maxweight",
  "maxweight:hgv",
  "maxweightrating",
  "maxweightrating:hgv",
  "maxgcweight",
];
const AXLE_LOAD = ["maxaxleload"];

const NO_LIMITS: Limits = {
  heightCm: 0,
  widthCm: 0,
  lengthCm: 0,
  weightTenKg: 0,
  axleLoadTenKg: 0,
};

/** What is written of a way or a barrier, in the units of the map. */
export function limitsOf(tags: Tags, direction: Direction): Limits {
  // Hardly any way has a limit, and a country has millions of ways.
  if (!Object.keys(tags).some((key) => key.startsWith("max") || key === "width:barrier")) {
    return NO_LIMITS;
  }
  const least = (keys: readonly string[], read: (text: string) => number | undefined): number =>
    keys.map((key) => read(tagOf(tags, { key, direction }) ?? "") ?? 0).reduce(stricter, 0);
  return {
    heightCm: least(HEIGHT, readLengthCm),
    widthCm: least(WIDTH, readLengthCm),
    lengthCm: least(LENGTH, readLengthCm),
    weightTenKg: least(WEIGHT, readWeightTenKg),
    axleLoadTenKg: least(AXLE_LOAD, readWeightTenKg),
  };
}

/** The limits of two things that are passed one after the other. */
export function strictest(one: Limits, other: Limits): Limits {
  return {
    heightCm: stricter(one.heightCm, other.heightCm),
    widthCm: stricter(one.widthCm, other.widthCm),
    lengthCm: stricter(one.lengthCm, other.lengthCm),
    weightTenKg: stricter(one.weightTenKg, other.weightTenKg),
    axleLoadTenKg: stricter(one.axleLoadTenKg, other.axleLoadTenKg),
  };
}

function stricter(one: number, other: number): number {
  if (one === 0 || other === 0) return one + other;
  return Math.min(one, other);
}
