import { knownIn } from "./known-in.ts";

/** What "no limit" comes to. */
export const FASTEST_KMH = 140;
const WALK_KMH = 7;
const KMH_PER: Readonly<Record<string, number>> = {
  "": 1,
  "km/h": 1,
  kmh: 1,
  kph: 1,
  mph: 1.609_344,
  knots: 1.852,
};
/** Limits that a country writes as a zone: `KE:urban`, or `zone:traffic`. */
const ZONES: Readonly<Record<string, number>> = {
  motorway: 110,
  trunk: 100,
  rural: 90,
  urban: 50,
  nsl_single: 96,
  nsl_dual: 112,
  living_street: 10,
  bicycle_road: 30,
};
const ZONES_OF: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  KE: { rural: 100 },
  UG: { rural: 80, trunk: 100 },
  TZ: { rural: 80, trunk: 80 },
  RW: { motorway: 80, trunk: 80, rural: 80, urban: 40 },
  BI: { motorway: 80, trunk: 80, rural: 80 },
  PT: { motorway: 120 },
  US: { motorway: 105, rural: 89, urban: 40 },
};
const NUMBER_AND_UNIT = /^(\d+(?:\.\d+)?)\s*(mph|km\/h|kmh|kph|knots)?$/;
const NUMBERED_ZONE = /^(?:[A-Z]{2}:)?(?:zone:?)?(\d+)$/;

/** A speed limit in km/h; nothing where none is written in a way that is known. */
export function readSpeedKmh(text: string): number | undefined {
  if (text === "walk") return WALK_KMH;
  if (text === "none") return FASTEST_KMH;
  const [, number, unit = ""] = NUMBER_AND_UNIT.exec(text) ?? [];
  const kmh = number === undefined ? zoneKmh(text) : Number(number) * KMH_PER[unit]!;
  return kmh === 0 ? undefined : kmh;
}

function zoneKmh(text: string): number | undefined {
  const numbered = NUMBERED_ZONE.exec(text)?.[1];
  if (numbered !== undefined) return Number(numbered);
  const [, country = "", zone = ""] = /^([A-Z]{2}):([a-z_]+)$/.exec(text) ?? [];
  return knownIn(ZONES_OF[country] ?? {}, zone) ?? knownIn(ZONES, zone);
}
