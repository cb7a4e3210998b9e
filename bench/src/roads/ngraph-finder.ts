import createGraph from "ngraph.graph";
import { nba } from "ngraph.path";
import { type RoadGraph, tailsOf } from "@msafara/routing";

/** Decimetres in a ten-millionth of a degree: what New York's arcs are measured in. */
const UNITS_PER_E7 = 0.111_195;
const RADIANS_PER_E7 = Math.PI / 180 / 10_000_000;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Finds a way from junction to junction, as its junctions in reverse. */
export type NgraphFinder = (
  from: number,
  to: number,
) => readonly { readonly id: string | number }[];

/**
 * The fastest search of ngraph.path, set up as its readme advises: oriented, with the straight line as its
 * estimate. Parallel arcs are kept, which it would otherwise overwrite in silence.
 */
export function openNgraph(graph: RoadGraph, cost: Int32Array): NgraphFinder {
  const roads = createGraph<Place, number>({ multigraph: true });
  const tail = tailsOf(graph);
  const middle = graph.lat[graph.nodeCount >> 1] ?? 0;
  const narrow = Math.cos(middle * RADIANS_PER_E7);
  for (let node = 0; node < graph.nodeCount; node++) {
    roads.addNode(node, {
      x: graph.lng[node]! * narrow * UNITS_PER_E7,
      y: graph.lat[node]! * UNITS_PER_E7,
    });
  }
  for (let arc = 0; arc < graph.arcCount; arc++) {
    roads.addLink(tail[arc]!, graph.head[arc]!, cost[arc]);
  }
  const finder = nba(roads, {
    oriented: true,
    distance: (_from, _to, link) => link.data,
    heuristic: (from, to) => Math.hypot(from.data.x - to.data.x, from.data.y - to.data.y),
  });
  return (from, to) => finder.find(from, to);
}

/** What a way over these junctions costs, given last junction first, on the cheapest of parallel arcs. */
export function costOver(
  { firstArc, head }: RoadGraph,
  cost: Int32Array,
  reversed: ReturnType<NgraphFinder>,
): number {
  let sum = 0;
  for (let i = reversed.length - 1; i > 0; i--) {
    const [from, to] = [Number(reversed[i]!.id), Number(reversed[i - 1]!.id)];
    let least = Number.POSITIVE_INFINITY;
    for (let arc = firstArc[from]!; arc < firstArc[from + 1]!; arc++) {
      if (head[arc] === to) least = Math.min(least, cost[arc]!);
    }
    sum += least;
  }
  return sum;
}
