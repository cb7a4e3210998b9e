import { type ForbiddenRun, forbiddenRuns } from "./forbidden-runs.ts";
import type { Network } from "./network.ts";
import type { RoadGraph } from "./road-graph.ts";

/**
 * Roads on which a plain search obeys turn rules. The nodes and arcs of the map keep their numbers; behind them
 * stand split nodes, where one arrives having driven the first part of a forbidden run, and the arcs that leave
 * them. Forbidden turns are there too, marked, since rules do not bind everybody at all times.
 */
export interface ExpandedRoads extends Network {
  /** The junction of the map that each node is. */
  readonly junction: Uint32Array;
  /** The arc of the map that each arc is. */
  readonly road: Uint32Array;
  /** The split nodes of a junction; most have none. */
  readonly splits: ReadonlyMap<number, readonly number[]>;
  /** Arcs that rules forbid, and the place of the rule; an arc may be forbidden by several. */
  readonly bannedArc: Uint32Array;
  readonly bannedBy: Uint32Array;
}

/** The first part of a run, as far as it was driven. */
interface Start {
  /** Its split node; the empty start has none. */
  readonly node: number;
  readonly arc: number;
  readonly next: Map<number, Start>;
  /** Rules that forbid to go on by an arc. */
  readonly bans: Map<number, number[]>;
  /** The longest end of this start that itself starts a run: what is still true one arc later. */
  shorter: Start | undefined;
}

/**
 * Splits no junction that has no rule, and each other one only for those who come along the arcs that a rule
 * names: the automaton of Aho and Corasick over forbidden runs, with a node for each of its states.
 */
export function expandJunctions(graph: RoadGraph): ExpandedRoads {
  const { nodeCount, arcCount } = graph;
  const { empty, starts } = plant(forbiddenRuns(graph), nodeCount);
  const junction = new Uint32Array(nodeCount + starts.length).map((_, node) => node);
  const firstArc = new Uint32Array(junction.length + 1);
  firstArc.set(graph.firstArc);
  const splits = new Map<number, number[]>();
  const more: { head: number; road: number }[] = [];
  const banned: [arc: number, rule: number][] = [];
  for (const start of starts) {
    const at = graph.head[start.arc]!;
    junction[start.node] = at;
    splits.set(at, [...(splits.get(at) ?? []), start.node]);
    for (let arc = graph.firstArc[at]!; arc < graph.firstArc[at + 1]!; arc++) {
      for (const rule of bansOn(start, arc)) banned.push([arcCount + more.length, rule]);
      more.push({ head: follow(start, arc)?.node ?? graph.head[arc]!, road: arc });
    }
    firstArc[start.node + 1] = arcCount + more.length;
  }
  const head = new Uint32Array(arcCount + more.length);
  head.set(graph.head);
  for (const [arc, { node }] of empty.next) head[arc] = node;
  for (const [i, arc] of more.entries()) head[arcCount + i] = arc.head;
  return {
    nodeCount: junction.length,
    arcCount: head.length,
    lat: placed(graph.lat, junction),
    lng: placed(graph.lng, junction),
    firstArc,
    head,
    junction,
    road: head.map((_, arc) => (arc < arcCount ? arc : more[arc - arcCount]!.road)),
    splits,
    bannedArc: Uint32Array.from(banned, ([arc]) => arc),
    bannedBy: Uint32Array.from(banned, ([, rule]) => rule),
  };
}

function placed(degrees: Int32Array, junction: Uint32Array): Int32Array {
  const at = new Int32Array(junction.length);
  at.set(degrees);
  for (let node = degrees.length; node < at.length; node++) at[node] = degrees[junction[node]!]!;
  return at;
}

/** All nodes at which one can stand at a junction of the map. */
export function nodesAt({ splits }: ExpandedRoads, junction: number): readonly number[] {
  return [junction, ...(splits.get(junction) ?? [])];
}

/** Grows the tree of all starts; those that are longer stand later in the list. */
function plant(
  runs: readonly ForbiddenRun[],
  nodeCount: number,
): { empty: Start; starts: readonly Start[] } {
  const empty = openStart(-1, -1);
  const starts: Start[] = [];
  const grow = (start: Start, arc: number) => {
    const grown = start.next.get(arc) ?? openStart(nodeCount + starts.length, arc);
    if (!start.next.has(arc)) {
      start.next.set(arc, grown);
      starts.push(grown);
    }
    return grown;
  };
  for (const { arcs, rule } of runs) {
    const start = arcs.slice(0, -1).reduce(grow, empty);
    const last = arcs.at(-1)!;
    start.bans.set(last, [...(start.bans.get(last) ?? []), rule]);
  }
  link(empty);
  return { empty, starts };
}

function openStart(node: number, arc: number): Start {
  return { node, arc, next: new Map(), bans: new Map(), shorter: undefined };
}

/** Goes through the tree level by level, so that all shorter starts know theirs already. */
function link(empty: Start): void {
  const waiting = [empty];
  for (const start of waiting) {
    for (const [arc, longer] of start.next) {
      longer.shorter = start === empty ? empty : (follow(start.shorter, arc) ?? empty);
      waiting.push(longer);
    }
  }
}

/** Where one stands after one more arc: in the longest start that is still true, if any. */
function follow(from: Start | undefined, arc: number): Start | undefined {
  for (let start = from; start !== undefined; start = start.shorter) {
    const next = start.next.get(arc);
    if (next !== undefined) return next;
  }
  return undefined;
}

function bansOn(from: Start, arc: number): readonly number[] {
  const rules = new Set<number>();
  for (let start: Start | undefined = from; start !== undefined; start = start.shorter) {
    for (const rule of start.bans.get(arc) ?? []) rules.add(rule);
  }
  return [...rules];
}
