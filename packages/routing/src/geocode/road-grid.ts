import { tailsOf } from "../graph/network.ts";
import type { RoadGraph } from "../graph/road-graph.ts";
import { nearestOnLine, type PointE7 } from "./nearest-on-line.ts";

/** Finds the arc that passes nearest to a point. */
export interface RoadGrid {
  readonly nearest: (point: PointE7, withinM: number) => NearestArc | undefined;
}

/** An arc, where on it one stands, and how far off the road that is. */
export interface NearestArc {
  readonly arc: number;
  readonly lat: number;
  readonly lng: number;
  readonly offM: number;
}

/** About 550 metres. */
const CELL_E7 = 50_000;
const M_PER_CELL = 550;
const COLUMNS = 80_000;

/** Sorts arcs into squares of half a kilometre; of two directions of a road it keeps one. */
export function roadGrid(graph: RoadGraph): RoadGrid {
  const tail = tailsOf(graph);
  const cells = new Map<number, number[]>();
  for (let arc = 0; arc < graph.arcCount; arc++) {
    if (graph.twin[arc]! < arc) continue;
    for (const cell of cellsOf(lineOf(graph, { arc, tail: tail[arc]! }))) {
      const known = cells.get(cell);
      if (known === undefined) cells.set(cell, [arc]);
      else known.push(arc);
    }
  }
  const nearestOf = (point: PointE7, ring: number) => {
    const arcs = ringAround(point, ring).flatMap((cell) => cells.get(cell) ?? []);
    return arcs.map((arc): NearestArc => {
      return { arc, ...nearestOnLine(point, lineOf(graph, { arc, tail: tail[arc]! })) };
    });
  };
  return {
    nearest(point, withinM) {
      const cellM = M_PER_CELL * shrink(point);
      let best: NearestArc | undefined;
      for (let ring = 0; ring <= Math.ceil(withinM / cellM) + 1; ring++) {
        // What lies beyond a ring cannot be nearer than the ring is wide.
        if (best !== undefined && best.offM <= (ring - 1) * cellM) break;
        for (const found of nearestOf(point, ring)) {
          if (found.offM < (best?.offM ?? Number.POSITIVE_INFINITY)) best = found;
        }
      }
      return best !== undefined && best.offM <= withinM ? best : undefined;
    },
  };
}

function shrink({ lat }: PointE7): number {
  return Math.cos((lat / 10_000_000) * (Math.PI / 180));
}

function lineOf(
  graph: RoadGraph,
  { arc, tail }: { readonly arc: number; readonly tail: number },
): readonly PointE7[] {
  const line = [{ lat: graph.lat[tail]!, lng: graph.lng[tail]! }];
  for (let i = graph.firstPoint[arc]!; i < graph.firstPoint[arc + 1]!; i++) {
    line.push({ lat: graph.pointLat[i]!, lng: graph.pointLng[i]! });
  }
  const head = graph.head[arc]!;
  line.push({ lat: graph.lat[head]!, lng: graph.lng[head]! });
  return line;
}

/** Every square that a line may cross: those of the box around each of its pieces. */
function cellsOf(line: readonly PointE7[]): ReadonlySet<number> {
  const cells = new Set<number>();
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!];
    const [south, north] = [row(Math.min(from.lat, to.lat)), row(Math.max(from.lat, to.lat))];
    const [west, east] = [row(Math.min(from.lng, to.lng)), row(Math.max(from.lng, to.lng))];
    for (let y = south; y <= north; y++) {
      for (let x = west; x <= east; x++) cells.add(y * COLUMNS + x);
    }
  }
  return cells;
}

function row(e7: number): number {
  return Math.floor(e7 / CELL_E7);
}

function ringAround({ lat, lng }: PointE7, ring: number): readonly number[] {
  const cells: number[] = [];
  for (let y = -ring; y <= ring; y++) {
    const step = Math.abs(y) === ring ? 1 : Math.max(1, 2 * ring);
    for (let x = -ring; x <= ring; x += step) cells.push((row(lat) + y) * COLUMNS + row(lng) + x);
  }
  return cells;
}
