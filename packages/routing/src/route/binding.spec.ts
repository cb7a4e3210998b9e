import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { accessNow } from "../graph/access-now.ts";
import { metricOf } from "../graph/metric-of.ts";
import { tailsOf } from "../graph/network.ts";
import { NEVER } from "../graph/never.ts";
import { WAY_FLAGS } from "../graph/road-graph.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { assembleRoads } from "../map/assemble-roads.ts";
import { conditionHolds } from "../map/tags/week-hours.ts";
import { readOsm } from "../map/read-osm.ts";
import type { RoadMap } from "../map/road-map.ts";
import { expectRulesBind, rulesOf, shutTo } from "../specs/bound-by.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { HAS_REAL_MAPS, realMap } from "../specs/map/real-maps.ts";
import { seededDice } from "../tour/dice.ts";
import { hinderOf } from "./obstacle.ts";
import { openRouter } from "./open-router.ts";
import { openRoads } from "./roads.ts";

const UNHURRIED = { timeout: 120_000 };
const { truck } = USUAL_VEHICLES;
const LIMITS = 200;
const NEW_YORK = "valhalla-ny-access-restriction.osm.pbf";
const NEW_HAMPSHIRE = "valhalla-nh-access-restriction.osm.pbf";

async function readMap(file: string): Promise<RoadMap> {
  const map = await assembleRoads(realMap(file), { version: file });
  if (isRefusal(map)) expect.unreachable(`${file}: ${map.facts["why"]}`);
  return map;
}

describe.skipIf(!HAS_REAL_MAPS)("U100: (skipped where ../shared is not there)", UNHURRIED, () => {
  test.for([
    [NEW_YORK, { relations: 38, forbidding: 33, needless: [78], unused: { "not-on-roads": 4 } }],
    [NEW_HAMPSHIRE, { relations: 6, forbidding: 1, needless: [], unused: { "not-on-roads": 5 } }],
  ] as const)(
    "all rules of %s that can bind do, and its bans of lorries do at their hours",
    async ([file, rules]) => {
      const map = await readMap(file);
      expect(rulesOf(map)).toEqual(rules);
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

interface HgvWay {
  readonly id: number;
  readonly about: string;
  readonly nodes: number;
}

/** The roads of a file on which something is said to trucks. */
async function hgvWays(file: string): Promise<readonly HgvWay[]> {
  const said: HgvWay[] = [];
  for await (const block of readOsm(realMap(file)())) {
    if (isRefusal(block)) expect.unreachable(`${file}: ${block.facts["why"]}`);
    for (const { id, tags, refs } of block.ways) {
      const about = tags["hgv:conditional"] ?? tags["hgv"];
      if (tags["highway"] !== undefined && about !== undefined) {
        said.push({ id, about, nodes: refs.length });
      }
    }
  }
  return said;
}

/** Arcs of a map by the number of their way. */
function arcsByWay({ graph }: RoadMap): (osmId: number) => readonly number[] {
  const arcsOf = Map.groupBy(graph.way.keys(), (arc) => graph.ways.osmId[graph.way[arc]!]!);
  return (osmId) => arcsOf.get(osmId) ?? [];
}

/** How many times its length each arc counts for a truck at a minute of a Wednesday; `closed` where it may not drive. */
function timesAt({ graph, conditions }: RoadMap, minute: number) {
  const now = accessNow(conditions, { vehicle: truck, moment: { weekday: 2, minute } });
  const cost = metricOf(graph, { vehicle: truck, unit: "distance", accessNow: now });
  return (arcs: readonly number[]) => {
    const each = arcs.map((arc) =>
      cost[arc]! >= NEVER ? "closed" : Math.round(cost[arc]! / graph.lengthCm[arc]!),
    );
    return [...new Set(each)];
  };
}

/** Streets that the edge of the extract crosses: one node of each is in it, and nobody drives on a single node. */
const CUT_TO_ONE_NODE: ReadonlyMap<number, string> = new Map([
  [1691, "destination"], // Grand Street
  [1698, "local"], // 2nd Avenue
  [1716, "local"], // Grand Street
  [1748, "destination"], // East Houston Street
  [1870, "designated"], // Williamsburg Bridge
  [2003, "local"], // 1st Avenue
  [2018, "local"], // Bowery
]);
/** What each word makes of a way for a truck: its own road, or one where it has to have business. */
const COUNTS: Readonly<Record<string, number>> = { designated: 1, destination: 4, local: 4 };
const BY_NIGHT = "no @ (19:00-06:00)";

describe.skipIf(!HAS_REAL_MAPS)(
  "U100: roads for trucks (skipped where ../shared is not there)",
  UNHURRIED,
  () => {
    test("all 126 ways of New York that speak of trucks count as they say, but for seven cut to a single node", async () => {
      const [map, said] = [await readMap(NEW_YORK), await hgvWays(NEW_YORK)];
      const [arcsOf, times] = [arcsByWay(map), timesAt(map, 12 * 60)];
      const cut = said.filter(({ nodes }) => nodes < 2);
      expect(new Map(cut.map(({ id, about }) => [id, about]))).toEqual(CUT_TO_ONE_NODE);
      expect(cut.flatMap(({ id }) => arcsOf(id))).toEqual([]);
      const drivable = said.filter(({ nodes }) => nodes > 1);
      const count = Object.groupBy(drivable, ({ about }) => about);
      expect([
        count["designated"]?.length,
        count["destination"]?.length,
        count["local"]?.length,
      ]).toEqual([61, 23, 35]);
      for (const { id, about } of drivable)
        expect(times(arcsOf(id)), `way ${id}`).toEqual([COUNTS[about]]);
    });

    test("the other three are in New Hampshire: two are closed from seven in the evening to six, to the minute, and say so", async () => {
      const [map, said] = [await readMap(NEW_HAMPSHIRE), await hgvWays(NEW_HAMPSHIRE)];
      const arcsOf = arcsByWay(map);
      expect(said.map(({ about }) => about).toSorted()).toEqual([
        "destination",
        BY_NIGHT,
        BY_NIGHT,
      ]);
      const hours = Array.from({ length: 24 }, (_, hour) => hour * 60);
      const tail = tailsOf(map.graph);
      for (const minute of [...hours, 6 * 60 - 1, 19 * 60 - 1]) {
        const isNight = minute < 6 * 60 || minute >= 19 * 60;
        const times = timesAt(map, minute);
        const moment = { weekday: 2, minute };
        const hinder = hinderOf({ ...map, map, tail }, { vehicle: truck, unit: "time", moment });
        for (const { id, about } of said) {
          const isShut = isNight && about === BY_NIGHT;
          expect(times(arcsOf(id)), `way ${id} at ${minute}`).toEqual([
            isShut ? "closed" : (COUNTS[about] ?? 1),
          ]);
          const why = isShut ? { limit: "hours", when: "19:00-06:00" } : undefined;
          expect(arcsOf(id).map(hinder)).toEqual(arcsOf(id).map(() => why));
        }
      }
    });
  },
);

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
      if (!("routes" in before)) {
        // A few lanes are closed to trucks from the start, and a few towns lie on islands.
        expect(before).toHaveProperty("refused");
        continue;
      }
      const { pieces } = before.routes[0].legs[0]!.way;
      if (pieces.length < 5) continue;
      const way = graph.way[pieces[Math.floor(dice() * (pieces.length - 4)) + 2]!.arc]!;
      const heightCm = graph.ways.heightCm.slice();
      heightCm[way] = 380;
      const limited = { ...graph, ways: { ...graph.ways, heightCm } };
      const after = openRouter({ ...roads, graph: limited }, asked).route({ stops });
      if (!("routes" in after)) {
        const [only, ...more] = "obstacles" in after ? after.obstacles : [];
        expect(more).toEqual([]);
        if (only?.osmId === graph.ways.osmId[way]) {
          expect(only).toMatchObject({ limit: "height", limitCm: 380 });
          named++;
          continue;
        }
        // Some other that is as much to blame: without it there is a way again, too.
        const isFree = (row: number) => graph.ways.osmId[row] === only?.osmId;
        const weightTenKg = graph.ways.weightTenKg.map((most, row) => (isFree(row) ? 0 : most));
        const freed = { ...graph, ways: { ...limited.ways, weightTenKg } };
        expect(openRouter({ ...roads, graph: freed }, asked).route({ stops })).toHaveProperty(
          "routes",
        );
        continue;
      }
      const [route] = after.routes;
      expect(route.cost).toBeGreaterThanOrEqual(before.routes[0].cost);
      const why = { limit: "height", limitCm: 380, vehicleCm: truck.heightCm };
      const arcs = [...graph.way.keys()].filter((arc) => graph.way[arc] === way);
      const hinder = hinderOf({ ...roads, graph: limited }, asked);
      expect(arcs.map(hinder)).toEqual(arcs.map(() => why));
      expect(route.legs[0]!.way.pieces.filter(({ arc }) => graph.way[arc] === way)).toEqual([]);
      round++;
    }
    expect(named + round).toBe(LIMITS);
  },
);
