import type { PointE7 } from "../snap/arc-line.ts";
import { clockOf } from "./clock-of.ts";
import { costUpTo } from "./cost-up-to.ts";
import type { Drive } from "./drive.ts";
import type { Way, WayPiece } from "./find-way.ts";
import { pieceLine } from "./piece-line.ts";
import type { Roads } from "./roads.ts";
import type { Route, RouteLeg } from "./route.ts";
import { stepsOf } from "./steps-of.ts";

/** Makes a route of ways that follow one another: its line, its length, its time, and what to do on it. */
export function layRoute(roads: Roads, drive: Drive, ways: readonly Way[]): Route {
  const legs = ways.map((way) => layLeg(roads, drive, way));
  const sum = (of: (leg: RouteLeg) => number) => legs.reduce((all, leg) => all + of(leg), 0);
  return {
    cost: sum(({ way }) => way.cost),
    distanceCm: sum(({ distanceCm }) => distanceCm),
    durationDs: sum(({ durationDs }) => durationDs),
    line: joined(legs.map(({ line }) => line)),
    legs,
  };
}

function layLeg(roads: Roads, drive: Drive, way: Way): RouteLeg {
  const { graph, tail } = roads;
  const clock = clockOf(graph, drive);
  const timed = way.pieces.map((piece) => ({ ...piece, durationDs: timeOf(roads, clock, piece) }));
  return {
    way,
    distanceCm: way.pieces.reduce((all, { fromCm, toCm }) => all + toCm - fromCm, 0),
    durationDs: timed.reduce((all, { durationDs }) => all + durationDs, 0),
    line: joined(way.pieces.map((piece) => pieceLine(graph, tail, piece))),
    steps: stepsOf(roads, way, timed),
  };
}

function timeOf({ graph }: Roads, clock: (arc: number) => number, piece: WayPiece): number {
  const { arc, fromCm, toCm } = piece;
  const lengthCm = graph.lengthCm[arc]!;
  const upTo = (alongCm: number) => costUpTo(clock(arc), { alongCm, lengthCm });
  return upTo(toCm) - upTo(fromCm);
}

/** Lines end to end, each point once. */
function joined(lines: readonly (readonly PointE7[])[]): readonly PointE7[] {
  const line: PointE7[] = [];
  for (const point of lines.flat()) {
    const last = line.at(-1);
    if (last?.lat !== point.lat || last.lng !== point.lng) line.push(point);
  }
  return line;
}
