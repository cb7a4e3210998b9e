import type { PointE7 } from "../snap/arc-line.ts";
import { clockOf } from "./clock-of.ts";
import { costUpTo } from "./cost-up-to.ts";
import type { Drive } from "./drive.ts";
import type { Way, WayPiece } from "./find-way.ts";
import { pieceLine } from "./piece-line.ts";
import type { Roads } from "./roads.ts";
import type { Route, RouteLeg } from "./route.ts";
import { stepsOf } from "./steps-of.ts";

/** Ways that follow one another, by whom they are driven, and whether he wants to be told each turn. */
export interface LayRoute {
  readonly drive: Drive;
  readonly ways: readonly Way[];
  readonly withSteps: boolean;
}

/** Makes a route of ways: its line, its length, its time, and what to do on it. */
export function layRoute(roads: Roads, { drive, ways, withSteps }: LayRoute): Route {
  const legs = ways.map((way) => layLeg(roads, { drive, way, withSteps }));
  const sum = (of: (leg: RouteLeg) => number) => legs.reduce((all, leg) => all + of(leg), 0);
  const [only] = legs;
  return {
    cost: sum(({ way }) => way.cost),
    distanceCm: sum(({ distanceCm }) => distanceCm),
    durationDs: sum(({ durationDs }) => durationDs),
    line: legs.length === 1 ? only!.line : joined(legs.map(({ line }) => line)),
    legs,
  };
}

interface LayLeg extends Pick<LayRoute, "drive" | "withSteps"> {
  readonly way: Way;
}

function layLeg(roads: Roads, { drive, way, withSteps }: LayLeg): RouteLeg {
  const clock = clockOf(roads.graph, drive);
  const durationsDs = way.pieces.map((piece) => timeOf(roads, clock, piece));
  const timed = () => way.pieces.map((piece, i) => ({ ...piece, durationDs: durationsDs[i]! }));
  return {
    way,
    distanceCm: way.pieces.reduce((all, { fromCm, toCm }) => all + toCm - fromCm, 0),
    durationDs: durationsDs.reduce((all, durationDs) => all + durationDs, 0),
    line: lineOf(roads, way.pieces),
    steps: withSteps ? stepsOf(roads, way, timed()) : [],
  };
}

function timeOf({ graph }: Roads, clock: (arc: number) => number, piece: WayPiece): number {
  const { arc, fromCm, toCm } = piece;
  const lengthCm = graph.lengthCm[arc]!;
  const whole = clock(arc);
  return (
    costUpTo(whole, { alongCm: toCm, lengthCm }) - costUpTo(whole, { alongCm: fromCm, lengthCm })
  );
}

/** The line of a way. Most of its pieces are whole arcs, whose points need no cutting. */
function lineOf({ graph, tail }: Roads, pieces: readonly WayPiece[]): readonly PointE7[] {
  const line: PointE7[] = [];
  for (const piece of pieces) {
    const { arc, fromCm, toCm } = piece;
    const isWhole = line.length > 0 && fromCm === 0 && toCm === graph.lengthCm[arc];
    if (!isWhole) {
      for (const point of pieceLine(graph, tail, piece)) putPoint(line, point.lat, point.lng);
      continue;
    }
    for (let i = graph.firstPoint[arc]!; i < graph.firstPoint[arc + 1]!; i++) {
      putPoint(line, graph.pointLat[i]!, graph.pointLng[i]!);
    }
    const head = graph.head[arc]!;
    putPoint(line, graph.lat[head]!, graph.lng[head]!);
  }
  return line;
}

/** Lines end to end, each point once. */
function joined(lines: readonly (readonly PointE7[])[]): readonly PointE7[] {
  const line: PointE7[] = [];
  for (const point of lines.flat()) putPoint(line, point.lat, point.lng);
  return line;
}

function putPoint(line: PointE7[], lat: number, lng: number): void {
  const last = line.at(-1);
  if (last?.lat !== lat || last.lng !== lng) line.push({ lat, lng });
}
