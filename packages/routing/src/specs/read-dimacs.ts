import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildRoadGraph } from "../graph/build-road-graph.ts";
import type { RoadGraph } from "../graph/road-graph.ts";

const NEW_LINE = 10;
const MINUS = 45;

/** A road graph from the 9th DIMACS challenge, and the cost of each arc as its file says it. */
export interface Dimacs {
  readonly graph: RoadGraph;
  readonly cost: Int32Array;
}

/** Reads packed arcs and coordinates of the challenge, whose degrees are in millionths. */
export function readDimacs(files: { readonly arcs: string; readonly nodes: string }): Dimacs {
  const places = readRows(files.nodes, { mark: "v", width: 3 });
  const arcs = readRows(files.arcs, { mark: "a", width: 3 });
  const column = (rows: Int32Array, at: number) => rows.filter((_, i) => i % 3 === at);
  const cost = column(arcs, 2);
  const graph = buildRoadGraph({
    version: files.arcs,
    lng: column(places, 1).map((degree) => degree * 10),
    lat: column(places, 2).map((degree) => degree * 10),
    tail: Uint32Array.from(column(arcs, 0), (node) => node - 1),
    head: Uint32Array.from(column(arcs, 1), (node) => node - 1),
    lengthCm: Uint32Array.from(cost),
    speed: new Uint16Array(cost.length).fill(36),
  });
  return { graph, cost: Int32Array.from(graph.lengthCm) };
}

function readRows(file: string, { mark, width }: { mark: string; width: number }): Int32Array {
  const bytes = gunzipSync(readFileSync(file));
  const rows = new Int32Array(bytes.length >> 1);
  let size = 0;
  for (let at = 0; at < bytes.length; at = bytes.indexOf(NEW_LINE, at) + 1) {
    if (bytes[at] === mark.charCodeAt(0)) size = readRow(bytes, at + 2, { rows, size, width });
  }
  return rows.slice(0, size);
}

function readRow(
  bytes: Uint8Array,
  start: number,
  { rows, size, width }: { rows: Int32Array; size: number; width: number },
): number {
  let at = start;
  for (let i = 0; i < width; i++, at++) {
    const sign = bytes[at] === MINUS ? -1 : 1;
    if (sign < 0) at++;
    let value = 0;
    for (; bytes[at]! > 47; at++) value = value * 10 + bytes[at]! - 48;
    rows[size + i] = sign * value;
  }
  return size + width;
}
