import { inRing, type Ring } from "./in-ring.ts";

/** A country and its outline. */
export interface Land {
  /** Two letters, as ISO 3166 writes them. */
  readonly country: string;
  readonly holds: (lat: number, lng: number) => boolean;
}

/** The part of TopoJSON that the atlas uses. */
export interface Atlas {
  readonly transform: {
    readonly scale: readonly number[];
    readonly translate: readonly number[];
  };
  readonly arcs: readonly (readonly (readonly number[])[])[];
  readonly objects: {
    readonly countries: { readonly geometries: readonly AtlasShape[] };
  };
}

interface AtlasShape {
  readonly id?: string;
  readonly type: string;
  /** Rings of arcs, one level deeper for a country of several parts. */
  readonly arcs: readonly unknown[];
}

/** Numbers of countries as the atlas writes them: East Africa, and those around it. */
const CODES: Readonly<Record<string, string>> = {
  "108": "BI",
  "180": "CD",
  "231": "ET",
  "404": "KE",
  "454": "MW",
  "508": "MZ",
  "646": "RW",
  "706": "SO",
  "728": "SS",
  "800": "UG",
  "834": "TZ",
  "894": "ZM",
};

/** Reads `countries-50m.json` of the package world-atlas (Natural Earth, public domain): East Africa and its neighbours. */
export function readLands(atlas: Atlas): readonly Land[] {
  return atlas.objects.countries.geometries.flatMap(({ id = "", arcs }) => {
    const country = CODES[id];
    if (country === undefined) return [];
    const rings = arcLists(arcs).map((list) => ringOf(list, atlas));
    // A point in a hole is in two rings, and so in none.
    const holds = (lat: number, lng: number) =>
      rings.filter((ring) => inRing(ring, { lat, lng })).length % 2 === 1;
    return [{ country, holds }];
  });
}

/** The innermost lists: those of numbers. */
function arcLists(nested: readonly unknown[]): readonly (readonly number[])[] {
  if (nested.every((one) => typeof one === "number")) return [nested];
  return nested.flatMap((one) => (Array.isArray(one) ? arcLists(one) : []));
}

/** An arc of a negative number is ~number, walked backwards. */
function ringOf(list: readonly number[], { arcs, transform }: Atlas): Ring {
  const points = list.flatMap((number) => {
    const walked = walk(arcs[number < 0 ? ~number : number] ?? []);
    return number < 0 ? walked.toReversed() : walked;
  });
  const [scaleX = 1, scaleY = 1] = transform.scale;
  const [x = 0, y = 0] = transform.translate;
  return points.map((point) => ({ lng: point.x * scaleX + x, lat: point.y * scaleY + y }));
}

function walk(steps: readonly (readonly number[])[]) {
  let [x, y] = [0, 0];
  return steps.map(([dx = 0, dy = 0]) => {
    x += dx;
    y += dy;
    return { x, y };
  });
}
