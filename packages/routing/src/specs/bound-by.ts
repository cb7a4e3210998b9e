import { expect } from "vitest";
import { accessNow } from "../graph/access-now.ts";
import { expandJunctions } from "../graph/expand-junctions.ts";
import { forbiddenRuns } from "../graph/forbidden-runs.ts";
import { metricOf } from "../graph/metric-of.ts";
import { tailsOf } from "../graph/network.ts";
import { NEVER } from "../graph/never.ts";
import { type RoadGraph, WAY_FLAGS } from "../graph/road-graph.ts";
import { turnMetric } from "../graph/turn-metric.ts";
import { boundAs, USUAL_VEHICLES, type Vehicle } from "../graph/vehicle.ts";
import type { RoadMap } from "../map/road-map.ts";
import type { Drive } from "../route/drive.ts";
import { hinderOf } from "../route/obstacle.ts";

const { car, truck } = USUAL_VEHICLES;
/** So large that every limit that anybody would write is about it. */
export const GIANT: Vehicle = {
  ...truck,
  heightCm: 900,
  widthCm: 900,
  lengthCm: 9_000,
  weightKg: 200_000,
  axleLoadKg: 50_000,
};

/** The arcs of ways on which somebody is refused for his size, or trucks are at all. */
export function limitedArcs({ ways, way }: RoadGraph): readonly number[] {
  const limits = [ways.heightCm, ways.widthCm, ways.lengthCm, ways.weightTenKg, ways.axleLoadTenKg];
  return [...way.keys()].filter((arc) => {
    const row = way[arc]!;
    const isBanned = (ways.flags[row]! & WAY_FLAGS.noHgv) !== 0;
    return isBanned || limits.some((column) => column[row]! > 0);
  });
}

/** Rules by their relation, of whose forbidden runs one can be driven to its end under these rules. */
function broken(graph: RoadGraph, vehicle: Vehicle): readonly number[] {
  const roads = expandJunctions(graph);
  const cost = turnMetric(roads, new Int32Array(graph.arcCount), { graph, vehicle });
  const step = (node: number, arc: number) => {
    for (let at = roads.firstArc[node]!; at < roads.firstArc[node + 1]!; at++) {
      if (roads.road[at] === arc && cost[at]! < NEVER) return roads.head[at]!;
    }
    return -1;
  };
  return forbiddenRuns(graph)
    .filter(({ arcs: [first = 0, ...others] }) => {
      return (
        others.reduce((node, arc) => (node < 0 ? node : step(node, arc)), roads.head[first]!) >= 0
      );
    })
    .map(({ rule }) => graph.turnRules[rule]!.osmId);
}

/** The arcs that a drive may not take: as its costs have it, and as it is told why. */
export function shutTo(map: RoadMap, drive: Drive): readonly [closed: number[], told: number[]] {
  const { graph } = map;
  const { vehicle, moment } = drive;
  const hinder = hinderOf({ graph, tail: tailsOf(graph), map }, drive);
  const now = moment === undefined ? new Map() : accessNow(map.conditions, { vehicle, moment });
  const cost = metricOf(graph, { vehicle, unit: "time", accessNow: now });
  const arcs = [...graph.head.keys()];
  return [
    arcs.filter((arc) => cost[arc]! >= NEVER),
    arcs.filter((arc) => hinder(arc) !== undefined),
  ];
}

/** What is told of each limited arc to a drive that keeps to no limit, and is not what the map says of its way. */
export function wrongReasons(map: RoadMap, drive: Drive): readonly unknown[] {
  const { graph } = map;
  const { ways, way } = graph;
  const hinder = hinderOf({ graph, tail: tailsOf(graph), map }, drive);
  return limitedArcs(graph).flatMap((arc) => {
    const row = way[arc]!;
    const isBanned = (ways.flags[row]! & WAY_FLAGS.noHgv) !== 0;
    const { heightCm, widthCm, lengthCm, weightKg, axleLoadKg } = drive.vehicle;
    const size = (limit: string, limitCm: number, vehicleCm: number) =>
      limitCm > 0 ? [{ limit, limitCm, vehicleCm }] : [];
    const load = (limit: string, tenKg: number, vehicleKg: number) =>
      tenKg > 0 ? [{ limit, limitKg: tenKg * 10, vehicleKg }] : [];
    const said = [
      ...(isBanned ? [{ limit: "no-hgv" }] : []),
      ...size("height", ways.heightCm[row]!, heightCm),
      ...size("width", ways.widthCm[row]!, widthCm),
      ...size("length", ways.lengthCm[row]!, lengthCm),
      ...load("weight", ways.weightTenKg[row]!, weightKg),
      ...load("axle-load", ways.axleLoadTenKg[row]!, axleLoadKg),
    ];
    const told = hinder(arc);
    const isSaid = said.some((each) => JSON.stringify(each) === JSON.stringify(told));
    return isSaid ? [] : [{ way: ways.osmId[row], told, said }];
  });
}

/** Every turn rule of a map stops those whom it binds, and nobody where it binds nobody. */
export function expectRulesBind({ graph }: RoadMap): void {
  for (const vehicle of Object.values(USUAL_VEHICLES)) {
    const binding = graph.turnRules.filter(({ binds }) => binds.includes(boundAs(vehicle)));
    expect(broken({ ...graph, turnRules: binding }, vehicle)).toEqual([]);
  }
  const free = { ...graph, turnRules: graph.turnRules.map((rule) => ({ ...rule, binds: [] })) };
  // An "only" where nothing else leads on forbids nothing.
  const speaking = forbiddenRuns(graph).map(({ rule }) => graph.turnRules[rule]!.osmId);
  expect(new Set(broken(free, car))).toEqual(new Set(speaking));
}

/** What became of the relations of a map: how many there are, how many forbid a turn, and why the others do not. */
export function rulesOf({ graph, notes }: RoadMap) {
  const forbidding = new Set(forbiddenRuns(graph).map(({ rule }) => graph.turnRules[rule]!.osmId));
  const silent = graph.turnRules.filter(({ osmId }) => !forbidding.has(osmId));
  return {
    relations: notes.restrictionsRead,
    forbidding: forbidding.size,
    // An "only" where nothing else leads on.
    needless: silent.map(({ osmId }) => osmId),
    unused: notes.restrictionsUnused,
  };
}
