import type { RoadList } from "../../graph/build-road-graph.ts";
import type { Road } from "../tags/read-road.ts";
import { lineCm } from "./line-cm.ts";
import { nearOrder } from "./near-order.ts";
import type { Points, Stretch } from "./stretch.ts";
import { wayRows } from "./way-rows.ts";

/** Where a stretch cannot be driven in one direction, it has no arc. */
const NO_ARC = 0xffff_ffff;

/** Roads as arcs, and which arcs a stretch became. */
export interface LaidArcs {
  readonly list: Omit<RoadList, "version">;
  /** The node of a point at which stretches end. */
  readonly nodeOf: Uint32Array;
  /** The arcs of a stretch: in its own direction, and against it. */
  readonly arcsOf: (stretch: number) => readonly (number | undefined)[];
}

interface Laying {
  readonly points: Points;
  readonly stretches: readonly Stretch[];
}

/** Makes arcs of stretches. The order of what comes in decides the order of what goes out. */
export function layArcs(laying: Laying): LaidArcs {
  const { points, stretches } = laying;
  const ends = new Set<number>();
  for (const { line } of stretches) ends.add(line[0]!).add(line.at(-1)!);
  const order = nearOrder([...ends], points);
  const nodeOf = new Uint32Array(points.lat.length);
  for (const [node, index] of order.entries()) nodeOf[index] = node;

  const { arcs, places, table } = arcsOf(laying);
  const endOf = (at: 0 | -1) => Uint32Array.from(arcs, ({ path }) => nodeOf[path.at(at)!]!);
  const list = {
    lat: Int32Array.from(order, (index) => points.lat[index]!),
    lng: Int32Array.from(order, (index) => points.lng[index]!),
    tail: endOf(0),
    head: endOf(-1),
    lengthCm: Uint32Array.from(arcs, ({ lengthCm }) => lengthCm),
    speed: Uint16Array.from(arcs, ({ speed }) => speed),
    way: Uint32Array.from(arcs, ({ way }) => way),
    twin: twinsOf(places, arcs.length),
    points: geometryOf(arcs, points),
    ...table(),
  };
  const arcAt = (place: number) => (places[place] === NO_ARC ? undefined : places[place]!);
  return { list, nodeOf, arcsOf: (stretch) => [arcAt(2 * stretch), arcAt(2 * stretch + 1)] };
}

interface Arc {
  readonly path: readonly number[];
  readonly lengthCm: number;
  readonly speed: number;
  readonly way: number;
}

function arcsOf({ points, stretches }: Laying) {
  const rows = wayRows();
  const arcs: Arc[] = [];
  const places = new Uint32Array(stretches.length * 2).fill(NO_ARC);
  for (const [i, { osmId, line, forward, backward }] of stretches.entries()) {
    const lengthCm = lineCm(line, points);
    const lay = (road: Road | undefined, path: readonly number[]) => {
      if (road === undefined) return NO_ARC;
      return arcs.push({ path, lengthCm, speed: road.speed, way: rows.rowOf(osmId, road) }) - 1;
    };
    places[2 * i] = lay(forward, line);
    places[2 * i + 1] = lay(backward, line.toReversed());
  }
  return { arcs, places, table: rows.table };
}

function twinsOf(places: Uint32Array, arcCount: number): Uint32Array {
  const twin = Uint32Array.from({ length: arcCount }, (_, arc) => arc);
  for (let i = 0; i < places.length; i += 2) {
    const [one, other] = [places[i]!, places[i + 1]!];
    if (one === NO_ARC || other === NO_ARC) continue;
    twin[one] = other;
    twin[other] = one;
  }
  return twin;
}

function geometryOf(arcs: readonly Arc[], points: Points) {
  const first = new Uint32Array(arcs.length + 1);
  for (const [arc, { path }] of arcs.entries()) first[arc + 1] = first[arc]! + path.length - 2;
  const lat = new Int32Array(first.at(-1)!);
  const lng = new Int32Array(first.at(-1)!);
  for (const [arc, { path }] of arcs.entries()) {
    for (let i = 1; i < path.length - 1; i++) {
      lat[first[arc]! + i - 1] = points.lat[path[i]!]!;
      lng[first[arc]! + i - 1] = points.lng[path[i]!]!;
    }
  }
  return { first, lat, lng };
}
