import type { RoadGraph } from "../graph/road-graph.ts";
import { arcLine, type PointE7 } from "../snap/arc-line.ts";
import { flatM } from "../snap/flat-earth.ts";
import type { WayPiece } from "./find-way.ts";

/** The points of a part of an arc, cut where it begins and ends. */
export function pieceLine(
  graph: RoadGraph,
  tail: Uint32Array,
  { arc, fromCm, toCm }: WayPiece,
): readonly PointE7[] {
  const line = arcLine(graph, tail, arc);
  const lengthCm = graph.lengthCm[arc]!;
  if (fromCm === 0 && toCm === lengthCm) return line;
  const pieces = line.slice(1).map((point, i) => flatM(line[i]!, point));
  const all = pieces.reduce((sum, each) => sum + each, 0);
  const from = lengthCm === 0 ? 0 : (fromCm / lengthCm) * all;
  const to = lengthCm === 0 ? 0 : (toCm / lengthCm) * all;
  const cut: PointE7[] = [pointAlong(line, pieces, from)];
  let behind = 0;
  for (const [i, piece] of pieces.entries()) {
    behind += piece;
    if (behind > from && behind < to) cut.push(line[i + 1]!);
  }
  cut.push(pointAlong(line, pieces, to));
  return cut;
}

function pointAlong(line: readonly PointE7[], pieces: readonly number[], meters: number): PointE7 {
  let left = meters;
  for (const [i, piece] of pieces.entries()) {
    if (left > piece && i < pieces.length - 1) {
      left -= piece;
      continue;
    }
    const share = piece === 0 ? 0 : Math.min(1, left / piece);
    const [from, to] = [line[i]!, line[i + 1]!];
    return {
      lat: Math.round(from.lat + share * (to.lat - from.lat)),
      lng: Math.round(from.lng + share * (to.lng - from.lng)),
    };
  }
  return line[0]!;
}
