import { NEVER } from "../graph/never.ts";
import type { RoadGraph, TurnRule } from "../graph/road-graph.ts";

interface Label {
  readonly node: number;
  /** The last arcs driven, as far back as any rule looks. */
  readonly driven: readonly number[];
  readonly cost: number;
}

/** The least cost to every node under turn rules: remembers what was driven and reads each rule as it is written. */
export function lawfulDijkstra(
  graph: RoadGraph,
  { cost, from }: { readonly cost: Int32Array; readonly from: number },
): Int32Array {
  const memory = Math.max(0, ...graph.turnRules.map(({ viaArcs }) => viaArcs.length + 1));
  const best = new Int32Array(graph.nodeCount).fill(NEVER);
  const settled = new Set<string>();
  const waiting: Label[] = [{ node: from, driven: [], cost: 0 }];
  while (waiting.length > 0) {
    const at = waiting.reduce(
      (least, { cost: paid }, i) => (paid < waiting[least]!.cost ? i : least),
      0,
    );
    const [label] = waiting.splice(at, 1) as [Label];
    const key = [label.node, ...label.driven].join();
    if (settled.has(key)) continue;
    settled.add(key);
    best[label.node] = Math.min(best[label.node]!, label.cost);
    for (let arc = graph.firstArc[label.node]!; arc < graph.firstArc[label.node + 1]!; arc++) {
      const paid = label.cost + cost[arc]!;
      if (paid >= NEVER || !graph.turnRules.every((rule) => allows(rule, label.driven, arc)))
        continue;
      const driven = memory === 0 ? [] : [...label.driven, arc].slice(-memory);
      waiting.push({ node: graph.head[arc]!, driven, cost: paid });
    }
  }
  return best;
}

/** Whether a rule lets whoever drove these arcs go on by that one. */
export function allows(rule: TurnRule, driven: readonly number[], arc: number): boolean {
  const start = [rule.fromArc, ...rule.viaArcs];
  const isMet = start.join() === driven.slice(-start.length).join();
  return !isMet || (rule.kind === "no") === (arc !== rule.toArc);
}
