import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { accessNow } from "../graph/access-now.ts";
import { expandJunctions } from "../graph/expand-junctions.ts";
import { forbiddenRuns } from "../graph/forbidden-runs.ts";
import { metricOf } from "../graph/metric-of.ts";
import { tailsOf } from "../graph/network.ts";
import { NEVER } from "../graph/never.ts";
import { type RoadGraph, WAY_FLAGS } from "../graph/road-graph.ts";
import { turnMetric } from "../graph/turn-metric.ts";
import { USUAL_VEHICLES, type Vehicle } from "../graph/vehicle.ts";
import { assembleRoads } from "../map/assemble-roads.ts";
import { conditionHolds } from "../map/tags/week-hours.ts";
import type { RoadMap } from "../map/road-map.ts";
import { PAIRS } from "../specs/how-many-pairs.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { HAS_REAL_MAPS, realMap } from "../specs/map/real-maps.ts";
import { seededDice } from "../tour/dice.ts";
import type { Drive } from "./drive.ts";
import { openRouter } from "./open-router.ts";
import { hinderOf } from "./obstacle.ts";
import { openRoads } from "./roads.ts";

const UNHURRIED = { timeout: 120_000 };
const { car, truck } = USUAL_VEHICLES;
/** So large that every limit that anybody would write is about it. */
const GIANT: Vehicle = {
  ...truck,
  heightCm: 900,
  widthCm: 900,
  lengthCm: 9_000,
  weightKg: 200_000,
  axleLoadKg: 50_000,
};
const LIMITS = Math.min(200, Math.ceil(PAIRS / 2));
const PORTO = "r5-porto_portugal.osm.pbf";
const NEW_YORK = "valhalla-ny-access-restriction.osm.pbf";
const NEW_HAMPSHIRE = "valhalla-nh-access-restriction.osm.pbf";

async function readMap(file: string): Promise<RoadMap> {
  const map = await assembleRoads(realMap(file), { version: file });
  if (isRefusal(map)) expect.unreachable(`${file}: ${map.facts["why"]}`);
  return map;
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
function shutTo(map: RoadMap, drive: Drive): readonly [closed: number[], told: number[]] {
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

/** Every turn rule of a map stops those whom it binds, and nobody where it binds nobody. */
function expectRulesBind({ graph }: RoadMap): void {
  for (const [vehicle, name] of [
    [car, "car"],
    [truck, "hgv"],
  ] as const) {
    const binding = graph.turnRules.filter(({ binds }) => binds.includes(name));
    expect(broken({ ...graph, turnRules: binding }, vehicle)).toEqual([]);
  }
  const free = { ...graph, turnRules: graph.turnRules.map((rule) => ({ ...rule, binds: [] })) };
  // An "only" where nothing else leads on forbids nothing.
  const speaking = forbiddenRuns(graph).map(({ rule }) => graph.turnRules[rule]!.osmId);
  expect(new Set(broken(free, car))).toEqual(new Set(speaking));
}

describe.skipIf(!HAS_REAL_MAPS)("U100: (skipped where ../shared is not there)", UNHURRIED, () => {
  test("C6: all rules of Porto bind, and each limit keeps a giant out and says so", async () => {
    const map = await readMap(PORTO);
    expectRulesBind(map);
    const { ways, way } = map.graph;
    const limits = [
      ways.heightCm,
      ways.widthCm,
      ways.lengthCm,
      ways.weightTenKg,
      ways.axleLoadTenKg,
    ];
    const limited = [...way.keys()].filter((arc) => {
      const row = way[arc]!;
      const isBanned = (ways.flags[row]! & WAY_FLAGS.noHgv) !== 0;
      return isBanned || limits.some((column) => column[row]! > 0);
    });
    expect(limited.length).toBeGreaterThan(40);
    expect(shutTo(map, { vehicle: GIANT, unit: "time" })).toEqual([limited, limited]);
  });

  test.for([[NEW_YORK], [NEW_HAMPSHIRE]])(
    "all rules of %s bind, and its bans of lorries do at their hours",
    async ([file = ""]) => {
      const map = await readMap(file);
      expectRulesBind(map);
      const night = { weekday: 2, minute: 60 };
      const banned = new Set(
        map.conditions
          .filter(({ binds, access }) => binds.includes("hgv") && access === "no")
          .filter(({ when }) => conditionHolds(when, night) !== false)
          .map(({ way }) => way),
      );
      const expected = [...map.graph.way.keys()].filter((arc) => {
        const row = map.graph.way[arc]!;
        return banned.has(row) || (map.graph.ways.flags[row]! & WAY_FLAGS.noHgv) !== 0;
      });
      const drive = { vehicle: truck, unit: "time", moment: night } as const;
      expect(shutTo(map, drive)).toEqual([expected, expected]);
    },
  );
});

test(
  "C6: a limit put anywhere on a truck's way sends it round, or is named",
  UNHURRIED,
  async () => {
    const roads = openRoads(await corridorMap());
    const { graph } = roads;
    const dice = seededDice(3);
    const pick = () => Math.floor(dice() * graph.nodeCount);
    const at = (node: number) => {
      return {
        position: { lat: graph.lat[node]! / 1e7, lng: graph.lng[node]! / 1e7 },
        withinM: 50,
      };
    };
    const asked = { vehicle: truck, unit: "time" } as const;
    const open = openRouter(roads, asked);
    let [named, round] = [0, 0];
    while (named + round < LIMITS) {
      const stops = [at(pick()), at(pick())];
      const before = open.route({ stops });
      if (!("routes" in before)) expect.unreachable("the generated map holds together");
      const { pieces } = before.routes[0].legs[0]!.way;
      if (pieces.length < 5) continue;
      const way = graph.way[pieces[Math.floor(dice() * (pieces.length - 4)) + 2]!.arc]!;
      const heightCm = graph.ways.heightCm.slice();
      heightCm[way] = 380;
      const limited = { ...graph, ways: { ...graph.ways, heightCm } };
      const after = openRouter({ ...roads, graph: limited }, asked).route({ stops });
      if (!("routes" in after)) {
        expect(after).toMatchObject({
          obstacles: [{ limit: "height", limitCm: 380, osmId: graph.ways.osmId[way] }],
        });
        named++;
        continue;
      }
      const [route] = after.routes;
      expect(route.cost).toBeGreaterThanOrEqual(before.routes[0].cost);
      expect(route.legs[0]!.way.pieces.filter(({ arc }) => graph.way[arc] === way)).toEqual([]);
      round++;
    }
    expect(named + round).toBe(LIMITS);
  },
);
