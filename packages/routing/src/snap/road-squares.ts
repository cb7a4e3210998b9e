import { growing } from "../graph/growing.ts";
import { tailsOf } from "../graph/network.ts";
import { firstFrom, placeIn } from "../graph/place-in.ts";
import type { RoadGraph } from "../graph/road-graph.ts";
import { sortPairs } from "../graph/sort-pairs.ts";
import { arcLine, type PointE7 } from "./arc-line.ts";

/** Which arcs pass through which square of the earth, as flat arrays; of two directions of a road, one. */
export interface RoadSquares {
  /** Numbers of the squares that a road passes, ascending. */
  readonly square: Uint32Array;
  /** The arcs of the square at place i are `passing[first[i]]` up to `passing[first[i + 1]]`. */
  readonly first: Uint32Array;
  readonly passing: Uint32Array;
}

/** About 550 metres. */
const SQUARE_E7 = 50_000;
const COLUMNS = 72_000;
const ROWS_SOUTH = 18_000;
/** Metres in a ten-millionth of a degree of latitude, or a hair less: a bound may not be too high. */
const M_PER_E7_LESS = 0.011_119;
/** Twenty kilometres nearer to a pole a degree of longitude is that much narrower, at 70 degrees. */
const NARROWER = 0.99;

/** Sorts the arcs of a map into squares of half a kilometre. It is done once a map and kept in its file. */
export function sortIntoSquares(graph: RoadGraph): RoadSquares {
  const tail = tailsOf(graph);
  const [squares, arcs] = [growing(Uint32Array), growing(Uint32Array)];
  for (let arc = 0; arc < graph.arcCount; arc++) {
    if (graph.twin[arc]! < arc) continue;
    for (const square of squaresAlong(arcLine(graph, tail, arc))) {
      squares.push(square);
      arcs.push(arc);
    }
  }
  const { first: of, second: passing } = sortPairs(squares.whole(), arcs.whole());
  const begins = Uint32Array.from({ length: of.length }, (_, i) => i).filter(
    (i) => i === 0 || of[i] !== of[i - 1],
  );
  const first = new Uint32Array(begins.length + 1).fill(of.length);
  first.set(begins);
  return { square: begins.map((i) => of[i]!), first, passing };
}

/** Which squares to look into: those so many squares away from a point, if they lie within as many metres. */
export interface Ring {
  readonly point: PointE7;
  readonly ring: number;
  /** Asked before each square, since what was found in one spares others. */
  readonly withinM: () => number;
}

/** Calls every arc in the squares of a ring, some more than once. */
export function eachPassing(
  { square, first, passing }: RoadSquares,
  { point, ring, withinM }: Ring,
  call: (arc: number) => void,
): void {
  const [y, x] = [Math.floor(point.lat / SQUARE_E7), Math.floor(point.lng / SQUARE_E7)];
  const [mPerLat, mPerLng] = [M_PER_E7_LESS, (squareM(point) / SQUARE_E7) * NARROWER];
  for (let dy = -ring; dy <= ring; dy++) {
    const step = Math.abs(dy) === ring ? 1 : Math.max(1, 2 * ring);
    if (beyondE7(point.lat, y + dy) * mPerLat > withinM()) continue;
    for (let dx = -ring; dx <= ring; dx += step) {
      if (beyondE7(point.lng, x + dx) * mPerLng > withinM()) continue;
      const at = placeIn(square, numberOf(y + dy, x + dx));
      if (at < 0) continue;
      for (let i = first[at]!; i < first[at + 1]!; i++) call(passing[i]!);
    }
  }
}

/** How far outside a row or column a coordinate lies; 0 within. */
function beyondE7(at: number, place: number): number {
  return Math.max(0, place * SQUARE_E7 - at, at - (place + 1) * SQUARE_E7);
}

/** Calls every arc in the squares that a box between two corners touches, some more than once. */
export function eachInBox(
  { square, first, passing }: RoadSquares,
  { southWest, northEast }: { readonly southWest: PointE7; readonly northEast: PointE7 },
  call: (arc: number) => void,
): void {
  const [west, east] = [southWest, northEast].map(({ lng }) => Math.floor(lng / SQUARE_E7));
  const [south, north] = [southWest, northEast].map(({ lat }) => Math.floor(lat / SQUARE_E7));
  const top = numberOf(north!, east!);
  for (let y = south!; y <= north!; y++) {
    let at = firstFrom(square, numberOf(y, west!));
    if (at === square.length || square[at]! > top) return;
    // Rows without any road, of which the sea has many, are skipped.
    y = Math.max(y, rowOf(square[at]!));
    at = firstFrom(square, numberOf(y, west!));
    for (const end = numberOf(y, east!); at < square.length && square[at]! <= end; at++) {
      for (let i = first[at]!; i < first[at + 1]!; i++) call(passing[i]!);
    }
  }
}

/** How wide a square is at this latitude, at least; nearer to a pole, where no roads are, as wide as at 85 degrees. */
export function squareM({ lat }: PointE7): number {
  const degrees = Math.min(85, Math.abs(lat / 10_000_000));
  return SQUARE_E7 * M_PER_E7_LESS * Math.cos(degrees * (Math.PI / 180));
}

function numberOf(y: number, x: number): number {
  return (y + ROWS_SOUTH) * COLUMNS + x + COLUMNS / 2;
}

function rowOf(number: number): number {
  return Math.floor(number / COLUMNS) - ROWS_SOUTH;
}

/** The squares that a line crosses: row by row, so that a long slope does not fill the box around it. */
function squaresAlong(line: readonly PointE7[]): ReadonlySet<number> {
  const squares = new Set<number>();
  for (let i = 1; i < line.length; i++) {
    const [south, north] =
      line[i - 1]!.lat <= line[i]!.lat ? [line[i - 1]!, line[i]!] : [line[i]!, line[i - 1]!];
    const lngAt = (lat: number) => {
      if (north.lat === south.lat) return south.lng;
      const share = Math.min(1, Math.max(0, (lat - south.lat) / (north.lat - south.lat)));
      return south.lng + share * (north.lng - south.lng);
    };
    const last = Math.floor(north.lat / SQUARE_E7);
    for (let y = Math.floor(south.lat / SQUARE_E7); y <= last; y++) {
      const isFlat = north.lat === south.lat;
      const one = lngAt(y * SQUARE_E7);
      const other = isFlat ? north.lng : lngAt((y + 1) * SQUARE_E7);
      const east = Math.floor(Math.max(one, other) / SQUARE_E7);
      for (let x = Math.floor(Math.min(one, other) / SQUARE_E7); x <= east; x++) {
        squares.add(numberOf(y, x));
      }
    }
  }
  return squares;
}
