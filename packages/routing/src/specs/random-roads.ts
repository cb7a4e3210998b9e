import { type Arbitrary, array, constantFrom, integer, nat, record, tuple } from "fast-check";
import { buildRoadGraph } from "../graph/build-road-graph.ts";
import { NEVER } from "../graph/never.ts";
import { tailsOf } from "../graph/network.ts";
import type { RoadGraph, TurnRule } from "../graph/road-graph.ts";
import { ROAD_USERS } from "../graph/road-users.ts";

/** A small map, what each arc costs, and a question. */
export interface RandomRoads {
  readonly graph: RoadGraph;
  readonly cost: Int32Array;
  readonly from: number;
  readonly to: number;
}

const NODES_MOST = 14;
/** Free, cheap, dear and closed arcs, often enough alike to tie. */
const price = constantFrom(0, 1, 2, 3, 7, 50, 1_000, NEVER);

/** Towns with one-ways, parallel and closed arcs, loops, arcs for nothing, and parts that nothing joins. */
export const randomRoads = roadsOf({ nodes: NODES_MOST, arcsMost: 40 });

/** So small that rules meet each other all the time. */
const hamlet = roadsOf({ nodes: 5, arcsMost: 14 });

const pick = record({ at: nat(), kind: constantFrom("no", "no", "only") });

/** The same towns with rules at their junctions, some over one node and some over a whole stretch. */
export const randomLaw: Arbitrary<RandomRoads> = tuple(
  hamlet,
  array(pick, { maxLength: 12, size: "max" }),
).map(([roads, picks]) => {
  const runs = [...chains(roads.graph, 2), ...chains(roads.graph, 3), ...chains(roads.graph, 4)];
  if (runs.length === 0) return roads;
  const turnRules = picks.map(({ at, kind }, i): TurnRule => {
    const arcs = runs[at % runs.length]!;
    return {
      osmId: i,
      kind: kind === "only" ? "only" : "no",
      fromArc: arcs[0]!,
      viaArcs: arcs.slice(1, -1),
      toArc: arcs.at(-1)!,
      binds: ROAD_USERS,
    };
  });
  return { ...roads, graph: { ...roads.graph, turnRules } };
});

/** The same towns, where arcs that lead there and back between the same junctions are one road. */
export function withTwins(roads: RandomRoads): RandomRoads {
  const { graph } = roads;
  const tail = tailsOf(graph);
  const twin = graph.twin.slice();
  // What has no length costs nothing, which is true of every map and not of random costs.
  const lengthCm = graph.lengthCm.map((cm) => Math.max(1, cm));
  for (const [arc, head] of graph.head.entries()) {
    const back = graph.head.findIndex(
      (node, other) => other > arc && node === tail[arc] && tail[other] === head,
    );
    if (back < 0 || twin[arc] !== arc || twin[back] !== back) continue;
    twin[arc] = back;
    twin[back] = arc;
    lengthCm[back] = lengthCm[arc]!;
  }
  return { ...roads, graph: { ...graph, twin, lengthCm } };
}

/** All runs of so many arcs, each beginning where the one before it ends. */
function chains(graph: RoadGraph, length: number): readonly (readonly number[])[] {
  const { firstArc, head } = graph;
  let runs = [...tailsOf(graph).keys()].map((arc) => [arc]);
  for (let i = 1; i < length; i++) {
    runs = runs.flatMap((run) => {
      const at = head[run.at(-1)!]!;
      const leaving = Array.from(
        { length: firstArc[at + 1]! - firstArc[at]! },
        (_, k) => firstArc[at]! + k,
      );
      return leaving.map((arc) => [...run, arc]);
    });
  }
  return runs.slice(0, 200);
}

function roadsOf({
  nodes,
  arcsMost,
}: {
  readonly nodes: number;
  readonly arcsMost: number;
}): Arbitrary<RandomRoads> {
  const node = integer({ min: 0, max: nodes - 1 });
  return record({
    places: array(tuple(integer({ min: 0, max: 9 }), integer({ min: 0, max: 9 })), {
      minLength: nodes,
      maxLength: nodes,
    }),
    arcs: array(tuple(node, node, price), { maxLength: arcsMost, size: "max" }),
    from: node,
    to: node,
  }).map(({ places, arcs, from, to }) => {
    const listed = arcs.toSorted(([a], [b]) => a - b);
    const graph = buildRoadGraph({
      version: "random",
      lat: Int32Array.from(places, ([lat]) => lat * 10_000),
      lng: Int32Array.from(places, ([, lng]) => lng * 10_000),
      tail: Uint32Array.from(listed, ([tail]) => tail),
      head: Uint32Array.from(listed, ([, head]) => head),
      lengthCm: Uint32Array.from(listed, ([, , length]) => Math.min(length, 10_000) * 100),
      speed: new Uint16Array(listed.length).fill(500),
    });
    return { graph, cost: Int32Array.from(listed, ([, , cost]) => cost), from, to };
  });
}
