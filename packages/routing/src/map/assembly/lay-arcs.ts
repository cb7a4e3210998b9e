import type { RoadList } from "../../graph/build-road-graph.ts";
import { growing } from "../../graph/growing.ts";
import { lineCm } from "./line-cm.ts";
import { nearOrder } from "./near-order.ts";
import { NO_ROW, type Points, pointsOf, type Stretches } from "./stretch.ts";

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
  readonly stretches: Stretches;
}

/** Makes arcs of stretches. The order of what comes in decides the order of what goes out. */
export function layArcs(laying: Laying): LaidArcs {
  const { points, stretches } = laying;
  const order = nearOrder(endsOf(laying), points);
  const nodeOf = new Uint32Array(points.lat.length);
  for (let node = 0; node < order.length; node++) nodeOf[order[node]!] = node;

  const { arcs, places } = arcsOf(laying, nodeOf);
  const list = {
    lat: Int32Array.from({ length: order.length }, (_, node) => points.lat[order[node]!]!),
    lng: Int32Array.from({ length: order.length }, (_, node) => points.lng[order[node]!]!),
    ...arcs,
    twin: twinsOf(places, arcs.tail.length),
    points: geometryOf(laying, places),
    ways: stretches.ways,
    names: stretches.names,
  };
  const arcAt = (place: number) => (places[place] === NO_ARC ? undefined : places[place]!);
  return { list, nodeOf, arcsOf: (stretch) => [arcAt(2 * stretch), arcAt(2 * stretch + 1)] };
}

/** The points at which stretches end, ascending. */
function endsOf({ points, stretches: { count, first, point } }: Laying): Uint32Array {
  const isEnd = new Uint8Array(points.lat.length);
  for (let i = 0; i < count; i++) {
    isEnd[point[first[i]!]!] = 1;
    isEnd[point[first[i + 1]! - 1]!] = 1;
  }
  const ends = growing(Uint32Array);
  for (let index = 0; index < isEnd.length; index++) if (isEnd[index] === 1) ends.push(index);
  return ends.whole();
}

/** The arcs in the order of stretches, of each the one of its own direction first. */
function arcsOf({ points, stretches }: Laying, nodeOf: Uint32Array) {
  const { count, first, point, forward, backward } = stretches;
  const [tails, heads] = [growing(Uint32Array), growing(Uint32Array)];
  const [lengths, ways] = [growing(Uint32Array), growing(Uint32Array)];
  const speeds = growing(Uint16Array);
  const places = new Uint32Array(count * 2).fill(NO_ARC);
  for (let i = 0; i < count; i++) {
    const lengthCm = lineCm(pointsOf(stretches, i), points);
    const [one, other] = [nodeOf[point[first[i]!]!]!, nodeOf[point[first[i + 1]! - 1]!]!];
    for (const [at, lane] of [forward, backward].entries()) {
      if (lane.row[i] === NO_ROW) continue;
      places[2 * i + at] = tails.length();
      tails.push(at === 0 ? one : other);
      heads.push(at === 0 ? other : one);
      lengths.push(lengthCm);
      ways.push(lane.row[i]!);
      speeds.push(lane.speed[i]!);
    }
  }
  const arcs = {
    tail: tails.whole(),
    head: heads.whole(),
    lengthCm: lengths.whole(),
    speed: speeds.whole(),
    way: ways.whole(),
  };
  return { arcs, places };
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

/** The points between the ends of each arc, in the direction in which it is driven. */
function geometryOf({ points, stretches }: Laying, places: Uint32Array) {
  const between = growing(Uint32Array);
  const first = growing(Uint32Array);
  for (const [place, arc] of places.entries()) {
    if (arc === NO_ARC) continue;
    const line = pointsOf(stretches, place >> 1).subarray(1, -1);
    first.push(between.length());
    for (const point of place % 2 === 0 ? line : line.toReversed()) between.push(point);
  }
  first.push(between.length());
  const index = between.whole();
  return {
    first: first.whole(),
    lat: Int32Array.from({ length: index.length }, (_, i) => points.lat[index[i]!]!),
    lng: Int32Array.from({ length: index.length }, (_, i) => points.lng[index[i]!]!),
  };
}
