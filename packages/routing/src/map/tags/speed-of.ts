import type { RoadClass } from "../../graph/road-graph.ts";
import type { Tags } from "../osm/element.ts";
import { isLink } from "./class-of.ts";
import { isRoundabout } from "./directions-of.ts";
import { readDurationS } from "./measures.ts";
import { FASTEST_KMH, readSpeedKmh } from "./read-speed-kmh.ts";
import { surfaceKmh } from "./surface-kmh.ts";
import { type Direction, tagOf } from "./tag-of.ts";

/** Whose law holds where nothing is written; `any` is a cautious middle. */
export type Country = "KE" | "UG" | "TZ" | "RW" | "BI" | "PT" | "US" | "any";

const FERRY_KMH = 20;
const ROUNDABOUT_KMH = 35;
/** On a ramp half of it is spent braking or gathering speed. */
const LINK_SHARE = 0.6;

/** What is driven on a free road of each class, where no limit is written. */
const GENERAL: Readonly<Record<RoadClass, number>> = {
  motorway: 110,
  trunk: 90,
  primary: 70,
  secondary: 60,
  tertiary: 50,
  unclassified: 40,
  residential: 30,
  "living-street": 10,
  service: 15,
  track: 15,
  ferry: FERRY_KMH,
};
const BY_COUNTRY: Readonly<Record<Country, Partial<Record<RoadClass, number>>>> = {
  any: {},
  KE: { motorway: 110, trunk: 90, primary: 80, secondary: 65, tertiary: 50 },
  UG: { motorway: 100, trunk: 80, primary: 75, secondary: 60, tertiary: 45 },
  TZ: { motorway: 100, trunk: 80, primary: 75, secondary: 60, tertiary: 45 },
  // Hills without end, and a limit of 80 on most of their roads.
  RW: { motorway: 80, trunk: 65, primary: 60, secondary: 50, tertiary: 40 },
  BI: { motorway: 80, trunk: 60, primary: 55, secondary: 45, tertiary: 35 },
  PT: { motorway: 120, trunk: 95, primary: 70, secondary: 60, tertiary: 50 },
  US: { motorway: 105, trunk: 90, primary: 72, secondary: 64, tertiary: 56, residential: 40 },
};
export interface SpeedAsked {
  readonly roadClass: RoadClass;
  readonly direction: Direction;
  readonly country: Country;
  /** Of the whole way, where all of it is known. */
  readonly lengthCm?: number | undefined;
}

/** What is driven when the road is free, in tenths of a km/h: the limit, but no faster than it is built for. */
export function speedOf(tags: Tags, { roadClass, direction, ...asked }: SpeedAsked): number {
  const { country, lengthCm = 0 } = asked;
  const crossing = roadClass === "ferry" ? readDurationS(tags["duration"] ?? "") : undefined;
  if (crossing !== undefined && lengthCm > 0) return ferrySpeed(lengthCm, crossing);
  const limit = limitKmh(tags, direction);
  const usual = BY_COUNTRY[country][roadClass] ?? GENERAL[roadClass];
  const built = isLink(tags) ? usual * LINK_SHARE : usual;
  const kmh = Math.min(limit ?? built, surfaceKmh(tags), FASTEST_KMH);
  const turned = isRoundabout(tags) ? Math.min(kmh, ROUNDABOUT_KMH) : kmh;
  return Math.max(10, Math.round(turned * 10));
}

/** So fast that the whole crossing takes what its timetable says, the time at the piers included. */
function ferrySpeed(lengthCm: number, seconds: number): number {
  const tenthsOfKmh = Math.round((lengthCm * 0.36) / seconds);
  return Math.min(Math.max(1, tenthsOfKmh), FASTEST_KMH * 10);
}

function limitKmh(tags: Tags, direction: Direction): number | undefined {
  const keys = ["maxspeed", "maxspeed:practical", "maxspeed:type", "source:maxspeed"];
  for (const key of keys) {
    const found = readSpeedKmh(tagOf(tags, { key, direction }) ?? "");
    if (found !== undefined) return found;
  }
  return undefined;
}
