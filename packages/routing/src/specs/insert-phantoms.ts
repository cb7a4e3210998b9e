import { buildRoadGraph } from "../graph/build-road-graph.ts";
import { tailsOf } from "../graph/network.ts";
import type { RoadGraph, TurnRule } from "../graph/road-graph.ts";
import { ROAD_USERS } from "../graph/road-users.ts";
import type { Phantom } from "../snap/phantom.ts";

/** Roads on which phantoms are junctions like any other: what the engine may not need, and its judge does. */
export interface CutRoads {
  readonly graph: RoadGraph;
  readonly cost: Int32Array;
  /** The node that each phantom became. */
  readonly nodes: readonly number[];
}

interface Cut {
  readonly alongCm: number;
  readonly node: number;
}

interface Part {
  readonly tail: number;
  readonly head: number;
  readonly cost: number;
}

/** Cuts every arc that a phantom lies on. Nobody turns round at a phantom, since there is no junction. */
export function insertPhantoms(
  { graph, cost }: { readonly graph: RoadGraph; readonly cost: Int32Array },
  phantoms: readonly Phantom[],
): CutRoads {
  const tail = tailsOf(graph);
  const nodes = phantoms.map((_, i) => graph.nodeCount + i);
  const cutsOn = new Map<number, Cut[]>();
  for (const [i, { spots }] of phantoms.entries()) {
    for (const { arc, alongCm } of spots) {
      const cuts = [...(cutsOn.get(arc) ?? []), { alongCm, node: nodes[i]! }];
      cutsOn.set(
        arc,
        cuts.toSorted((one, other) => one.alongCm - other.alongCm),
      );
    }
  }
  const parts: Part[] = [];
  const partsOf: number[][] = [];
  for (let arc = 0; arc < graph.arcCount; arc++) {
    const cuts = cutsOn.get(arc) ?? [];
    const whole = { tail: tail[arc]!, head: graph.head[arc]!, cost: cost[arc]! };
    const pieces = cutUp(whole, { cuts, lengthCm: graph.lengthCm[arc]! });
    partsOf.push(pieces.map((part) => parts.push(part) - 1));
  }
  return { ...built(graph, { parts, partsOf, phantoms }), nodes };
}

/** Costs are cut by the rule of the engine, said once more: what lies before a point is rounded down. */
function cutUp(
  whole: Part,
  { cuts, lengthCm }: { readonly cuts: readonly Cut[]; readonly lengthCm: number },
): readonly Part[] {
  if (whole.cost >= 0x3fff_ffff) {
    const ends = [whole.tail, ...cuts.map(({ node }) => node), whole.head];
    return ends.slice(1).map((head, i) => ({ tail: ends[i]!, head, cost: whole.cost }));
  }
  const parts: Part[] = [];
  let [from, paid] = [whole.tail, 0];
  for (const { alongCm, node } of cuts) {
    const upTo = alongCm >= lengthCm ? whole.cost : Math.floor((whole.cost * alongCm) / lengthCm);
    parts.push({ tail: from, head: node, cost: upTo - paid });
    [from, paid] = [node, upTo];
  }
  return [...parts, { tail: from, head: whole.head, cost: whole.cost - paid }];
}

interface Parts {
  readonly parts: readonly Part[];
  readonly partsOf: readonly (readonly number[])[];
  readonly phantoms: readonly Phantom[];
}

function built(graph: RoadGraph, { parts, partsOf, phantoms }: Parts) {
  const turnRules = graph.turnRules.length === 0 ? [] : rulesOf(graph, partsOf);
  const extra = Array.from(phantoms, () => 0);
  const unsorted = {
    version: "cut",
    lat: Int32Array.from([...graph.lat, ...extra]),
    lng: Int32Array.from([...graph.lng, ...extra]),
    tail: Uint32Array.from(parts, (part) => part.tail),
    head: Uint32Array.from(parts, (part) => part.head),
    // The cost travels with its arc while arcs are sorted.
    lengthCm: Uint32Array.from(parts, (part) => part.cost),
    speed: new Uint16Array(parts.length).fill(500),
    turnRules,
  };
  const cut = buildRoadGraph(unsorted);
  return { graph: cut, cost: Int32Array.from(cut.lengthCm) };
}

function rulesOf(graph: RoadGraph, partsOf: Parts["partsOf"]): readonly TurnRule[] {
  const moved = graph.turnRules.map((rule): TurnRule => {
    return {
      ...rule,
      fromArc: partsOf[rule.fromArc]!.at(-1)!,
      viaArcs: rule.viaArcs.flatMap((arc) => partsOf[arc]!),
      toArc: partsOf[rule.toArc]![0]!,
    };
  });
  return [...moved, ...noTurningRound(graph, partsOf)];
}

/** From a part of an arc one goes on to its next part, never to the other direction. */
function noTurningRound({ twin }: RoadGraph, partsOf: Parts["partsOf"]): readonly TurnRule[] {
  return partsOf.flatMap((parts, arc) => {
    const back = partsOf[twin[arc]!]!;
    if (twin[arc] === arc || parts.length < 2 || back.length !== parts.length) return [];
    return parts.slice(0, -1).map((part, i): TurnRule => {
      const toArc = back[parts.length - 1 - i]!;
      return { osmId: -arc, kind: "no", fromArc: part, viaArcs: [], toArc, binds: ROAD_USERS };
    });
  });
}
