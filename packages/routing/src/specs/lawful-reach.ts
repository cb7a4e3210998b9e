import { NEVER } from "../graph/never.ts";
import type { RoadGraph, TurnRule } from "../graph/road-graph.ts";
import type { RoadUser } from "../graph/road-users.ts";
import { openMinHeap } from "../search/min-heap.ts";

/** Where one stands, and which arcs were driven last that some rule still looks at. */
interface Stand {
  readonly node: number;
  readonly driven: readonly number[];
}

/**
 * The least cost to every node of a whole map under turn rules. It knows no split nodes: it remembers what was
 * driven as long as a rule begins that way, and reads each rule as it is written.
 */
export function lawfulReach(
  graph: RoadGraph,
  {
    cost,
    from,
    binds,
  }: { readonly cost: Int32Array; readonly from: number; readonly binds: RoadUser },
): Int32Array {
  const rules = graph.turnRules.filter((rule) => rule.binds.includes(binds));
  const law = readLaw(rules);
  const best = new Int32Array(graph.nodeCount).fill(NEVER);
  const stands: Stand[] = [];
  const paid: number[] = [];
  const known = new Map<string | number, number>();
  const heap = openMinHeap(graph.nodeCount + law.starts.size * 8 + 1_000);
  const reach = (stand: Stand, found: number) => {
    const key = stand.driven.length === 0 ? stand.node : `${stand.node}:${stand.driven.join()}`;
    let id = known.get(key);
    if (id === undefined) {
      id = stands.push(stand) - 1;
      paid.push(NEVER);
      known.set(key, id);
    }
    if (found >= paid[id]!) return;
    paid[id] = found;
    heap.push(id, found);
  };
  reach({ node: from, driven: [] }, 0);
  while (heap.size() > 0) {
    const id = heap.pop();
    const { node, driven } = stands[id]!;
    best[node] = Math.min(best[node]!, paid[id]!);
    for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++) {
      const found = paid[id]! + cost[arc]!;
      if (found >= NEVER || !isAllowed(law, driven, arc)) continue;
      reach({ node: graph.head[arc]!, driven: remembered(law, driven, arc) }, found);
    }
  }
  return best;
}

interface Law {
  /** Rules by the arcs after which they speak. */
  readonly after: ReadonlyMap<string, readonly TurnRule[]>;
  /** All runs of arcs with which some rule begins. */
  readonly starts: ReadonlySet<string>;
  readonly begins: ReadonlySet<number>;
}

function readLaw(rules: readonly TurnRule[]): Law {
  const after = new Map<string, TurnRule[]>();
  const starts = new Set<string>();
  for (const rule of rules) {
    const run = [rule.fromArc, ...rule.viaArcs];
    after.set(run.join(), [...(after.get(run.join()) ?? []), rule]);
    for (let length = 1; length <= run.length; length++) starts.add(run.slice(0, length).join());
  }
  return { after, starts, begins: new Set(rules.map(({ fromArc }) => fromArc)) };
}

function isAllowed({ after }: Law, driven: readonly number[], arc: number): boolean {
  return driven.every((_, i) => {
    const speaking = after.get(driven.slice(i).join()) ?? [];
    return speaking.every(({ kind, toArc }) => (kind === "no") === (arc !== toArc));
  });
}

/** The longest end of what was driven with which a rule begins. */
function remembered(
  { starts, begins }: Law,
  driven: readonly number[],
  arc: number,
): readonly number[] {
  if (driven.length === 0) return begins.has(arc) ? [arc] : [];
  const run = [...driven, arc];
  const first = run.findIndex((_, i) => starts.has(run.slice(i).join()));
  return first < 0 ? [] : run.slice(first);
}
