import type { RoadGraph, TurnRule } from "./road-graph.ts";

/** Arcs that may not be driven one right after the other, and the place of the rule that says so. */
export interface ForbiddenRun {
  readonly arcs: readonly number[];
  readonly rule: number;
}

/**
 * All turn rules as runs that they forbid. Whoever has driven the first arcs of an "only" may go on by one arc
 * alone, which forbids the others; nobody is made to drive those first arcs.
 */
export function forbiddenRuns(graph: RoadGraph): readonly ForbiddenRun[] {
  return graph.turnRules.flatMap((turn, rule) =>
    exitsOf(graph, turn).map((arcs) => ({ arcs, rule })),
  );
}

function exitsOf({ firstArc, head }: RoadGraph, turn: TurnRule): readonly (readonly number[])[] {
  const start = [turn.fromArc, ...turn.viaArcs];
  if (turn.kind === "no") return [[...start, turn.toArc]];
  const junction = head[start.at(-1)!]!;
  const runs: number[][] = [];
  for (let arc = firstArc[junction]!; arc < firstArc[junction + 1]!; arc++) {
    if (arc !== turn.toArc) runs.push([...start, arc]);
  }
  return runs;
}
