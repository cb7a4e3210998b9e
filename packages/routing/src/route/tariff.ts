import { customise, type Metric, openMetric } from "../cch/customise.ts";
import { queryOf } from "../cch/query-of.ts";
import { accessNow } from "../graph/access-now.ts";
import { metricOf } from "../graph/metric-of.ts";
import { NEVER } from "../graph/never.ts";
import type { RoadGraph } from "../graph/road-graph.ts";
import { type TurnLaw, turnMetric } from "../graph/turn-metric.ts";
import { conditionHolds } from "../map/tags/week-hours.ts";
import { avoidedArcs } from "./avoided-arcs.ts";
import type { Drive } from "./drive.ts";
import type { WaySearch } from "./find-way.ts";
import type { Roads } from "./roads.ts";

/** The costs of a drive, fitted to the hierarchy: any number of ways may be asked on it. */
export interface Tariff extends WaySearch {
  readonly drive: Drive;
  readonly metric: Metric;
}

/** What each arc of the expanded roads costs a drive: limits, hours, turns, wishes and closures are all in it. */
export function costsOf(roads: Roads, drive: Drive): Int32Array {
  const { graph, expanded, map } = roads;
  const { vehicle, unit, moment, speedNow } = drive;
  const cost = metricOf(graph, {
    vehicle,
    unit,
    ...(speedNow === undefined ? {} : { speedNow }),
    ...(moment === undefined ? {} : { accessNow: accessNow(map.conditions, { vehicle, moment }) }),
  });
  if (drive.avoid !== undefined) {
    const shut = avoidedArcs(roads, { vehicle, avoid: drive.avoid });
    for (let arc = 0; arc < cost.length; arc++) if (shut[arc] === 1) cost[arc] = NEVER;
  }
  return turnMetric(expanded, cost, turnLawOf(graph, drive));
}

/** The turn rules that bind a drive. */
export function turnLawOf(graph: RoadGraph, { vehicle, moment }: Drive): TurnLaw {
  if (moment === undefined) return { graph, vehicle };
  return { graph, vehicle, holds: ({ when = "" }) => conditionHolds(when, moment) };
}

/** Fits the hierarchy to a drive; a twentieth of a second for a city. */
export function openTariff(roads: Roads, drive: Drive): Tariff {
  return fitTariff(roads, drive, costsOf(roads, drive));
}

/** Fits the hierarchy to the costs of a drive, if they are known already. */
export function fitTariff(roads: Roads, drive: Drive, cost: Int32Array): Tariff {
  const metric = customise(roads.cch, openMetric(roads.cch, cost));
  const pathOf: Tariff["pathOf"] = (question) => queryOf(roads.cch).pathOf(metric, question);
  return { drive, cost, metric, pathOf };
}
