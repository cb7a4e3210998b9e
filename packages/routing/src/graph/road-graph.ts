import type { RoadUser } from "./road-users.ts";

/** How a road is classed, the widest first. Stored by its place in this list. */
export const ROAD_CLASSES = [
  "motorway",
  "trunk",
  "primary",
  "secondary",
  "tertiary",
  "unclassified",
  "residential",
  "living-street",
  "service",
  "track",
  "ferry",
] as const;

/** The class of a road. */
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** What may be said of a way besides its class; bits of `WayTable.flags`. */
export const WAY_FLAGS = {
  /** Cars and vans pay; lorries and motorcycles have flags of their own. */
  toll: 1,
  ferry: 2,
  /** For cars and vans only to reach something on it: they do not pass through. */
  destination: 4,
  /** Closed to heavy goods vehicles. */
  noHgv: 8,
  /** The same for heavy goods vehicles. */
  hgvDestination: 16,
  /** Closed to whoever carries hazardous goods. */
  noHazard: 32,
  /** A road whose surface is not paved. */
  unpaved: 64,
  roundabout: 128,
  tunnel: 256,
  /** Made up for newcomers, not surveyed. */
  generated: 512,
  /** Closed to cars and vans, and open to somebody else. */
  noCar: 1024,
  noMotorcycle: 2048,
  motorcycleDestination: 4096,
  hgvToll: 8192,
  motorcycleToll: 16_384,
  /** Ends at a post on a border, where one waits. */
  border: 32_768,
} as const;

/** Ways of the map as columns. A limit of 0 is none. */
export interface WayTable {
  readonly osmId: Float64Array;
  readonly roadClass: Uint8Array;
  readonly flags: Uint16Array;
  readonly heightCm: Uint16Array;
  readonly widthCm: Uint16Array;
  readonly lengthCm: Uint16Array;
  /** In units of 10 kg. */
  readonly weightTenKg: Uint16Array;
  readonly axleLoadTenKg: Uint16Array;
  /** What lorries may drive where a sign speaks to them, in tenths of a km/h. */
  readonly lorrySpeed: Uint16Array;
  /** Places in `names`; 0 is "no name". */
  readonly name: Uint32Array;
  readonly ref: Uint32Array;
}

/** A turn that the law forbids, or the only one that it allows, over one node or over several arcs. */
export interface TurnRule {
  readonly osmId: number;
  readonly kind: "no" | "only";
  readonly fromArc: number;
  /** Arcs between the first and the last; empty when a single node lies between. */
  readonly viaArcs: readonly number[];
  readonly toArc: number;
  /** Whom it binds; a rule for everybody names all. */
  readonly binds: readonly RoadUser[];
  /** The condition as OpenStreetMap writes it (`Mo-Fr 07:00-09:00`); absent when it always holds. */
  readonly when?: string;
}

/**
 * Roads as flat arrays: what a map file holds and every search runs on. An arc is one direction between
 * two junctions; the arcs that leave node n are `firstArc[n]` up to `firstArc[n + 1]`.
 */
export interface RoadGraph {
  readonly nodeCount: number;
  readonly arcCount: number;
  /** Degrees times 10⁷. */
  readonly lat: Int32Array;
  readonly lng: Int32Array;
  readonly firstArc: Uint32Array;
  readonly head: Uint32Array;
  readonly lengthCm: Uint32Array;
  /** Free-flow speed in tenths of a km/h. */
  readonly speed: Uint16Array;
  readonly way: Uint32Array;
  /** The same road the other way, or the arc itself where there is none. */
  readonly twin: Uint32Array;
  /** Points between the two ends: those of arc a are `firstPoint[a]` up to `firstPoint[a + 1]`. */
  readonly firstPoint: Uint32Array;
  readonly pointLat: Int32Array;
  readonly pointLng: Int32Array;
  readonly ways: WayTable;
  readonly names: readonly string[];
  readonly turnRules: readonly TurnRule[];
  /** Which map this is, for whoever must know whether two answers speak of the same one. */
  readonly version: string;
}
