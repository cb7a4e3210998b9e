import geojsonPathFinder from "geojson-path-finder";
import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import type { City, Pair } from "./open-city.ts";
import type { Plan } from "./plan.ts";
import { longQuestionTimes, questionTimes } from "./question-times.ts";

const E7 = 10_000_000;
/** How much of the city it is given, in degrees: all of it takes minutes to read. */
const SPAN = 0.1;

/** How geojson-path-finder does on a part of the same city, and what ours takes for the same pairs. */
export function geojsonRows(city: City, plan: Plan): readonly Row[] {
  const { graph, tail } = city.roads;
  const middle = { lat: median(graph.lat), lng: median(graph.lng) };
  const isInside = (node: number) =>
    Math.abs(graph.lat[node]! - middle.lat) < (SPAN * E7) / 2 &&
    Math.abs(graph.lng[node]! - middle.lng) < (SPAN * E7) / 2;
  const at = (node: number) => [graph.lng[node]! / E7, graph.lat[node]! / E7];
  const streets = [...graph.head.entries()].flatMap(([arc, head]) => {
    const from = tail[arc]!;
    // Both directions of a road cost the same here, and it drives every line both ways.
    if (from > head || !isInside(from) || !isInside(head)) return [];
    const properties = { weight: city.cost[arc]! };
    const geometry = { type: "LineString" as const, coordinates: [at(from), at(head)] };
    return [{ type: "Feature" as const, properties, geometry }];
  });
  const began = performance.now();
  const finder = new geojsonPathFinder.default(
    { type: "FeatureCollection", features: streets },
    { weight: (_from, _to, { weight }: { readonly weight: number }) => weight },
  );
  const readMs = performance.now() - began;
  const nodes = [...graph.lat.keys()].filter(isInside);
  const pairs = city.pairs.slice(0, plan.slowPairs).map(({ from, to }): Pair => {
    return { from: nodes[from % nodes.length]!, to: nodes[to % nodes.length]! };
  });
  const point = (node: number) => ({
    type: "Feature" as const,
    properties: {},
    geometry: { type: "Point" as const, coordinates: at(node) },
  });
  const theirs = longQuestionTimes(pairs, ({ from, to }) =>
    finder.findPath(point(from), point(to)),
  );
  const ours = questionTimes(pairs, city.pathOf);
  return [
    judge({
      question: `geojson-path-finder, ${shown(nodes.length)} junctions of New York`,
      unit: "ms",
      figure: figureOf([theirs.medianMs]),
      note: `p99 ${shown(theirs.p99Ms)} ms; ${shown(readMs)} ms to read ${shown(streets.length)} streets`,
    }),
    judge({
      question: "  how many times faster are ours, on all of New York?",
      unit: "times",
      figure: figureOf([theirs.medianMs / ours.medianMs]),
    }),
  ];
}

function median(degrees: Int32Array): number {
  return degrees.toSorted()[degrees.length >> 1] ?? 0;
}
