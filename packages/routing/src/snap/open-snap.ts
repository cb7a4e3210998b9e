import { refuse, type Refusal } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import { tailsOf } from "../graph/network.ts";
import type { RoadGraph } from "../graph/road-graph.ts";
import { arcLine, type PointE7 } from "./arc-line.ts";
import {
  bearingOf,
  flatM,
  nearestOnLine,
  type OnLine,
  otherSide,
  turnBetween,
} from "./flat-earth.ts";
import type { Phantom, Spot } from "./phantom.ts";
import { eachPassing, type RoadSquares, squareM } from "./road-squares.ts";

/** What must be true of a road besides being near. */
export interface SnapWish {
  readonly withinM?: number;
  /** Where the vehicle heads, in degrees of the compass: roads that lead elsewhere are not meant. */
  readonly headingDegrees?: number;
  /** The point must lie on this side of whoever drives by. */
  readonly kerb?: "left" | "right";
  /** Roads that cost `NEVER` are not meant. */
  readonly cost?: Int32Array;
}

/** Why no road was found: there is none, or what there is is closed, leads elsewhere or passes on the other side. */
export type NoRoadNear = Refusal<"no-road-near">;

/** Finds the road that is meant by a point. */
export interface Snap {
  readonly snap: (point: PointE7, wish?: SnapWish) => Phantom | NoRoadNear;
}

const WITHIN_M = 2_000;
/** Where no road is near enough, it is told how far off the nearest is, up to this. */
const FAR_M = 20_000;
/** A vehicle on a bend does not head quite where its road does. */
const HEADING_WITHIN = 60;
/** Roads that are this much farther than the nearest are as near: they meet there. */
const SAME_M = 0.01;
/** Metres in a ten-millionth of a degree of latitude, or a hair less: a bound may not be too high. */
const M_PER_E7_LESS = 0.011_119;

interface Near {
  readonly arc: number;
  readonly at: OnLine;
  readonly line: readonly PointE7[];
}

/** Opens the index of a map for questions. */
export function openSnap(graph: RoadGraph, squares: RoadSquares): Snap {
  const tail = tailsOf(graph);
  const lineOf = (arc: number) => arcLine(graph, tail, arc);
  const nearest = (point: PointE7, wish: SnapWish): readonly (readonly [Near, Spot])[] => {
    const { withinM = WITHIN_M } = wish;
    const widthM = squareM(point);
    const seen = new Set<number>();
    let found: (readonly [Near, Spot])[] = [];
    let bestM = withinM;
    const look = (arc: number) => {
      if (liesBeyond(graph, tail, { arc, point, withinM: bestM + SAME_M }) || seen.has(arc)) return;
      seen.add(arc);
      const line = lineOf(arc);
      const at = nearestOnLine(point, line);
      if (at.offM > bestM + SAME_M) return;
      const near = { arc, at, line };
      const spots = spotsOf(graph, near).filter((spot) => isMeant(spot, { near, wish }));
      if (spots.length === 0) return;
      bestM = Math.min(bestM, at.offM);
      found.push(...spots.map((spot) => [near, spot] as const));
    };
    // What lies beyond a ring cannot be nearer than the ring is wide.
    for (let ring = 0; (ring - 1) * widthM <= bestM; ring++) {
      eachPassing(squares, { point, ring, withinM: () => bestM + SAME_M }, look);
    }
    found = found.filter(([{ at }]) => at.offM <= bestM + SAME_M);
    return found;
  };

  return {
    snap(point, wish = {}) {
      const found = nearest(point, wish);
      const [first] = found;
      if (first === undefined) return explain(wish, (less) => nearest(point, less)[0]?.[0].at.offM);
      const { lat, lng, offM } = found.reduce((a, b) => (b[0].at.offM < a[0].at.offM ? b : a))[0]
        .at;
      return { lat, lng, offM, spots: found.map(([, spot]) => spot) };
    },
  };
}

/** Whether a road cannot be so near: no part of a line lies outside the box around it. Most roads of a square do. */
function liesBeyond(
  graph: RoadGraph,
  tail: Uint32Array,
  {
    arc,
    point,
    withinM,
  }: { readonly arc: number; readonly point: PointE7; readonly withinM: number },
): boolean {
  if (graph.firstPoint[arc + 1]! > graph.firstPoint[arc]!) return false;
  const [from, to] = [tail[arc]!, graph.head[arc]!];
  const south = Math.min(graph.lat[from]!, graph.lat[to]!) - point.lat;
  const north = point.lat - Math.max(graph.lat[from]!, graph.lat[to]!);
  return Math.max(south, north) * M_PER_E7_LESS > withinM;
}

/** A spot for each direction of a road. */
function spotsOf(graph: RoadGraph, { arc, at, line }: Near): readonly Spot[] {
  const lengthCm = graph.lengthCm[arc]!;
  const twin = graph.twin[arc]!;
  const alongCm = Math.round(shareOf(line, at) * lengthCm);
  const spot = { arc, alongCm, side: at.side };
  if (twin === arc) return [spot];
  const side = otherSide(at.side);
  return [spot, { arc: twin, alongCm: graph.lengthCm[twin]! - alongCm, side }];
}

/** How much of a line lies behind a point on it. */
function shareOf(line: readonly PointE7[], { piece, share }: OnLine): number {
  let [behind, all] = [0, 0];
  for (let i = 1; i < line.length; i++) {
    const lengthM = flatM(line[i - 1]!, line[i]!);
    if (i - 1 < piece) behind += lengthM;
    if (i - 1 === piece) behind += lengthM * share;
    all += lengthM;
  }
  return all === 0 ? 0 : Math.min(1, behind / all);
}

function isMeant(
  { arc, side }: Spot,
  { near, wish }: { readonly near: Near; readonly wish: SnapWish },
): boolean {
  const { cost, kerb, headingDegrees } = wish;
  if (cost !== undefined && cost[arc]! >= NEVER) return false;
  if (kerb !== undefined && side !== "on" && side !== kerb) return false;
  if (headingDegrees === undefined) return true;
  const { line, at } = near;
  const along = bearingOf(line[at.piece]!, line[at.piece + 1]!);
  const bearing = arc === near.arc ? along : (along + 180) % 360;
  return Math.abs(turnBetween(bearing, headingDegrees)) <= HEADING_WITHIN;
}

/** Leaves out one wish after the other, the weakest first, until something is found. */
function explain(
  { headingDegrees, kerb, cost, withinM = WITHIN_M }: SnapWish,
  offOf: (less: SnapWish) => number | undefined,
): NoRoadNear {
  const refusal = (why: string, less: SnapWish) => {
    const offM = offOf(less);
    return offM === undefined ? undefined : noRoad(why, withinM, offM);
  };
  const open = cost === undefined ? {} : { cost };
  const heading = headingDegrees === undefined ? {} : { headingDegrees };
  return (
    (kerb === undefined ? undefined : refusal("other-side", { withinM, ...open, ...heading })) ??
    (headingDegrees === undefined ? undefined : refusal("other-heading", { withinM, ...open })) ??
    (cost === undefined ? undefined : refusal("closed", { withinM })) ??
    noRoad("none", withinM, offOf({ withinM: FAR_M }))
  );
}

function noRoad(why: string, withinM: number, offM?: number): NoRoadNear {
  const near = offM === undefined ? {} : { nearestM: Math.round(offM) };
  return refuse("no-road-near", { why, withinM, ...near });
}
