import type { ExpandedRoads } from "./expand-junctions.ts";
import { NEVER } from "./never.ts";
import type { RoadGraph, TurnRule } from "./road-graph.ts";
import { boundAs, type Vehicle } from "./vehicle.ts";

/** Whose turns, on which map, and by which rules now. */
export interface TurnLaw {
  readonly graph: RoadGraph;
  readonly vehicle: Vehicle;
  /** Whether a rule with a condition holds now; one that nobody can tell does. Left out, all of them do. */
  readonly holds?: (rule: TurnRule) => boolean | "unknown";
}

/** Carries the costs of a map over to its expanded roads, and closes the turns that the vehicle may not make. */
export function turnMetric(
  roads: ExpandedRoads,
  cost: Int32Array,
  { graph, vehicle, holds = () => true }: TurnLaw,
): Int32Array {
  const turns = new Int32Array(roads.arcCount);
  for (let arc = 0; arc < roads.arcCount; arc++) turns[arc] = cost[roads.road[arc]!]!;
  const name = boundAs(vehicle);
  const inForce = graph.turnRules.map(
    (rule) => rule.binds.includes(name) && (rule.when === undefined || holds(rule) !== false),
  );
  for (const [i, arc] of roads.bannedArc.entries()) {
    if (inForce[roads.bannedBy[i]!] === true) turns[arc] = NEVER;
  }
  return turns;
}
