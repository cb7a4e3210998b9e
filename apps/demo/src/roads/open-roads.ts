import { assert, crowFliesM, type Position } from "@msafara/kernel";
import {
  dijkstraPath,
  metricOf,
  type RoadGraph,
  type RoadMap,
  USUAL_VEHICLES,
} from "@msafara/routing";
import { HUBS } from "./hubs.ts";
import { type Way, wayOf } from "./way.ts";

const E7 = 10_000_000;
const DECISECOND_MS = 100;

/** A town of the corridor where loads begin and end. */
export interface Hub {
  readonly name: string;
  readonly at: Position;
  readonly weight: number;
}

/** What the people of the demonstration know of the map. */
export interface Roads {
  readonly hubs: readonly Hub[];
  /** The quickest way for a truck, point by point. */
  readonly wayFrom: (from: Position, to: Position) => Way;
}

/** Opens a map for those who drive on it. */
export function openRoads({ graph, places }: RoadMap): Roads {
  const cost = metricOf(graph, { vehicle: USUAL_VEHICLES.truck, unit: "time" });
  const hubs = Object.entries(HUBS).map(([name, weight]) => {
    const place = places.find((it) => it.name === name && it.kind !== "border-post");
    assert(place !== undefined, `the map of the corridor has ${name}`);
    return { name, weight, at: { lat: place.lat / E7, lng: place.lng / E7 } };
  });
  return {
    hubs,
    wayFrom: (from, to) => {
      const [start, end] = [nearest(graph, from), nearest(graph, to)];
      const path = dijkstraPath({ network: graph, cost, from: start }, [end]);
      assert(path !== undefined, "everybody can drive from everywhere to everywhere");
      const legs = path.arcs.map((arc) => ({
        points: pointsOf(graph, arc),
        ms: cost[arc]! * DECISECOND_MS,
      }));
      return wayOf([
        { points: [from, pointAt(graph, start)], ms: 0 },
        ...legs,
        { points: [to], ms: 0 },
      ]);
    },
  };
}

/** The junction next to a place; the map is small enough to look at each. */
function nearest(graph: RoadGraph, place: Position): number {
  let [best, bestM] = [0, Infinity];
  for (let node = 0; node < graph.nodeCount; node++) {
    const metres = crowFliesM(place, pointAt(graph, node));
    if (metres < bestM) [best, bestM] = [node, metres];
  }
  return best;
}

function pointsOf(graph: RoadGraph, arc: number): readonly Position[] {
  const points: Position[] = [];
  for (let at = graph.firstPoint[arc]!; at < graph.firstPoint[arc + 1]!; at++) {
    points.push({ lat: graph.pointLat[at]! / E7, lng: graph.pointLng[at]! / E7 });
  }
  return [...points, pointAt(graph, graph.head[arc]!)];
}

function pointAt({ lat, lng }: RoadGraph, node: number): Position {
  return { lat: lat[node]! / E7, lng: lng[node]! / E7 };
}
