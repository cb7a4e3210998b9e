import type { RoadGraph, WayTable } from "../../graph/road-graph.ts";
import type { RoadSquares } from "../../snap/road-squares.ts";
import type { RoadMap } from "../road-map.ts";

/** A part of a map file. */
export interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Columns = Omit<RoadGraph, "names" | "turnRules" | "version">;
type Numbers = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

const NUMBERS_32 = ["firstArc", "head", "lengthCm", "way", "twin", "firstPoint"] as const;
const SIGNED_32 = ["lat", "lng", "pointLat", "pointLng"] as const;
const SQUARES = ["square", "first", "passing"] as const;
const WAY_16 = [
  "flags",
  "heightCm",
  "widthCm",
  "lengthCm",
  "weightTenKg",
  "axleLoadTenKg",
  "lorrySpeed",
] as const;

/** The arrays of a map as bytes, in one order. */
export function packColumns({ graph, squares, order }: RoadMap): readonly Part[] {
  const { ways } = graph;
  return [
    ...NUMBERS_32.map((name) => part(name, graph[name])),
    ...SIGNED_32.map((name) => part(name, graph[name])),
    part("speed", graph.speed),
    part("ways.osmId", ways.osmId),
    part("ways.roadClass", ways.roadClass),
    ...WAY_16.map((name) => part(`ways.${name}`, ways[name])),
    part("ways.name", ways.name),
    part("ways.ref", ways.ref),
    ...SQUARES.map((name) => part(`squares.${name}`, squares[name])),
    part("order", order ?? new Uint32Array(0)),
  ];
}

interface UnpackedColumns {
  readonly columns: Columns;
  readonly squares: RoadSquares;
  /** Empty where the map was kept without one. */
  readonly order: Uint32Array;
}

/** The arrays again, as views on the bytes; nothing where bytes do not come to whole numbers. */
export function unpackColumns(bytesOf: (name: string) => Uint8Array): UnpackedColumns | undefined {
  const names32 = [
    ...NUMBERS_32,
    ...SIGNED_32,
    "ways.name",
    "ways.ref",
    "order",
    ...SQUARES.map((name) => `squares.${name}`),
  ];
  const names16 = ["speed", ...WAY_16.map((name) => `ways.${name}`)];
  const whole =
    names32.every((name) => bytesOf(name).length % 4 === 0) &&
    names16.every((name) => bytesOf(name).length % 2 === 0) &&
    bytesOf("ways.osmId").length % 8 === 0;
  if (!whole) return undefined;
  const order = new Uint32Array(...viewOf(bytesOf("order"), 4));
  return { columns: columnsOf(bytesOf), squares: squaresOf(bytesOf), order };
}

function squaresOf(bytesOf: (name: string) => Uint8Array): RoadSquares {
  const numbers = (name: (typeof SQUARES)[number]) => {
    return new Uint32Array(...viewOf(bytesOf(`squares.${name}`), 4));
  };
  return { square: numbers("square"), first: numbers("first"), passing: numbers("passing") };
}

function viewOf({ buffer, byteOffset, length }: Uint8Array, width: number) {
  return [buffer, length === 0 ? 0 : byteOffset, length / width] as const;
}

function columnsOf(bytesOf: (name: string) => Uint8Array): Columns {
  const view = (name: string, width: number) => viewOf(bytesOf(name), width);
  const numbers = (name: string) => new Uint32Array(...view(name, 4));
  const signed = (name: string) => new Int32Array(...view(name, 4));
  const head = numbers("head");
  const lat = signed("lat");
  return {
    nodeCount: lat.length,
    arcCount: head.length,
    lat,
    lng: signed("lng"),
    firstArc: numbers("firstArc"),
    head,
    lengthCm: numbers("lengthCm"),
    speed: new Uint16Array(...view("speed", 2)),
    way: numbers("way"),
    twin: numbers("twin"),
    firstPoint: numbers("firstPoint"),
    pointLat: signed("pointLat"),
    pointLng: signed("pointLng"),
    ways: waysOf(view),
  };
}

type View = (name: string, width: number) => readonly [ArrayBufferLike, number, number];

function waysOf(view: View): WayTable {
  const narrow = (name: (typeof WAY_16)[number]) => new Uint16Array(...view(`ways.${name}`, 2));
  return {
    osmId: new Float64Array(...view("ways.osmId", 8)),
    roadClass: new Uint8Array(...view("ways.roadClass", 1)),
    flags: narrow("flags"),
    heightCm: narrow("heightCm"),
    widthCm: narrow("widthCm"),
    lengthCm: narrow("lengthCm"),
    weightTenKg: narrow("weightTenKg"),
    axleLoadTenKg: narrow("axleLoadTenKg"),
    lorrySpeed: narrow("lorrySpeed"),
    name: new Uint32Array(...view("ways.name", 4)),
    ref: new Uint32Array(...view("ways.ref", 4)),
  };
}

function part(name: string, { buffer, byteOffset, byteLength }: Numbers): Part {
  return { name, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}
