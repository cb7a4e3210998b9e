import type { RoadGraph } from "../graph/road-graph.ts";

/** A point in degrees times 10⁷. */
export interface PointE7 {
  readonly lat: number;
  readonly lng: number;
}

/** All points of an arc in the order in which they are driven, both ends among them. */
export function arcLine(graph: RoadGraph, tail: Uint32Array, arc: number): readonly PointE7[] {
  const line = [nodeAt(graph, tail[arc]!)];
  for (let i = graph.firstPoint[arc]!; i < graph.firstPoint[arc + 1]!; i++) {
    line.push({ lat: graph.pointLat[i]!, lng: graph.pointLng[i]! });
  }
  line.push(nodeAt(graph, graph.head[arc]!));
  return line;
}

function nodeAt({ lat, lng }: RoadGraph, node: number): PointE7 {
  return { lat: lat[node]!, lng: lng[node]! };
}
