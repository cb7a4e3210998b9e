import { assert } from "@msafara/kernel";
import type { RoadGraph, TurnRule, WayTable } from "./road-graph.ts";

/** Roads as they were met: arcs in any order, each with where it begins. What is left out is plain. */
export interface RoadList {
  readonly version: string;
  readonly lat: Int32Array;
  readonly lng: Int32Array;
  readonly tail: Uint32Array;
  readonly head: Uint32Array;
  readonly lengthCm: Uint32Array;
  readonly speed: Uint16Array;
  /** The arc, by its place in this list, that is the same road the other way. */
  readonly twin?: Uint32Array;
  readonly way?: Uint32Array;
  readonly points?: {
    readonly first: Uint32Array;
    readonly lat: Int32Array;
    readonly lng: Int32Array;
  };
  readonly ways?: WayTable;
  readonly names?: readonly string[];
  /** Rules that name arcs by their place in this list. */
  readonly turnRules?: readonly TurnRule[];
}

/** Puts roads into the order that searches need; arcs that leave one node keep the order of the list. */
export function buildRoadGraph(list: RoadList): RoadGraph {
  const { lat, lng, version } = list;
  const { firstArc, source } = sortByTail(list);
  const place = new Uint32Array(source.length);
  for (let arc = 0; arc < source.length; arc++) place[source[arc]!] = arc;
  return {
    nodeCount: lat.length,
    arcCount: source.length,
    lat,
    lng,
    firstArc,
    head: source.map((arc) => list.head[arc]!),
    lengthCm: source.map((arc) => list.lengthCm[arc]!),
    speed: Uint16Array.from(source, (arc) => list.speed[arc]!),
    way: source.map((arc) => list.way?.[arc] ?? 0),
    twin: source.map((arc) => place[list.twin?.[arc] ?? arc]!),
    ...movePoints(list, source),
    ways: list.ways ?? plainWay(),
    names: list.names ?? [""],
    turnRules: (list.turnRules ?? []).map((rule) => moveRule(rule, place)),
    version,
  };
}

/** `source[arc]` is the place in the list of the arc that comes to stand at `arc`. */
function sortByTail({ lat, tail, head }: RoadList): { firstArc: Uint32Array; source: Uint32Array } {
  const firstArc = new Uint32Array(lat.length + 1);
  for (let arc = 0; arc < tail.length; arc++) {
    assert(tail[arc]! < lat.length && head[arc]! < lat.length, "an arc joins nodes of its map");
    firstArc[tail[arc]! + 1]!++;
  }
  for (let node = 0; node < lat.length; node++) firstArc[node + 1]! += firstArc[node]!;
  const next = firstArc.slice();
  const source = new Uint32Array(tail.length);
  for (let arc = 0; arc < tail.length; arc++) source[next[tail[arc]!]!++] = arc;
  return { firstArc, source };
}

function movePoints(
  { points }: RoadList,
  source: Uint32Array,
): Pick<RoadGraph, "firstPoint" | "pointLat" | "pointLng"> {
  const firstPoint = new Uint32Array(source.length + 1);
  const pointLat = new Int32Array(points?.lat.length ?? 0);
  const pointLng = new Int32Array(points?.lng.length ?? 0);
  if (points === undefined) return { firstPoint, pointLat, pointLng };
  for (const [arc, from] of source.entries()) {
    const [start, end] = [points.first[from]!, points.first[from + 1]!];
    pointLat.set(points.lat.subarray(start, end), firstPoint[arc]);
    pointLng.set(points.lng.subarray(start, end), firstPoint[arc]);
    firstPoint[arc + 1] = firstPoint[arc]! + end - start;
  }
  return { firstPoint, pointLat, pointLng };
}

function moveRule(rule: TurnRule, place: Uint32Array): TurnRule {
  return {
    ...rule,
    fromArc: place[rule.fromArc]!,
    viaArcs: rule.viaArcs.map((arc) => place[arc]!),
    toArc: place[rule.toArc]!,
  };
}

/** One way that limits nobody. */
function plainWay(): WayTable {
  return {
    osmId: new Float64Array(1),
    roadClass: new Uint8Array(1),
    flags: new Uint16Array(1),
    heightCm: new Uint16Array(1),
    widthCm: new Uint16Array(1),
    lengthCm: new Uint16Array(1),
    weightTenKg: new Uint16Array(1),
    axleLoadTenKg: new Uint16Array(1),
    lorrySpeed: new Uint16Array(1),
    name: new Uint32Array(1),
    ref: new Uint32Array(1),
  };
}
