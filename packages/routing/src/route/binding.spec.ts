import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { accessNow } from "../graph/access-now.ts";
import { metricOf } from "../graph/metric-of.ts";
import { NEVER } from "../graph/never.ts";
import { WAY_FLAGS } from "../graph/road-graph.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { assembleRoads } from "../map/assemble-roads.ts";
import { conditionHolds } from "../map/tags/week-hours.ts";
import { readOsm } from "../map/read-osm.ts";
import type { RoadMap } from "../map/road-map.ts";
import { expectRulesBind, shutTo } from "../specs/bound-by.ts";
import { PAIRS } from "../specs/how-many-pairs.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { HAS_REAL_MAPS, realMap } from "../specs/map/real-maps.ts";
import { seededDice } from "../tour/dice.ts";
import { hinderOf } from "./obstacle.ts";
import { openRouter } from "./open-router.ts";
import { openRoads } from "./roads.ts";

const UNHURRIED = { timeout: 120_000 };
const { truck } = USUAL_VEHICLES;
const LIMITS = Math.min(200, Math.ceil(PAIRS / 2));
const NEW_YORK = "valhalla-ny-access-restriction.osm.pbf";
const NEW_HAMPSHIRE = "valhalla-nh-access-restriction.osm.pbf";

async function readMap(file: string): Promise<RoadMap> {
  const map = await assembleRoads(realMap(file), { version: file });
  if (isRefusal(map)) expect.unreachable(`${file}: ${map.facts["why"]}`);
  return map;
}

describe.skipIf(!HAS_REAL_MAPS)("U100: (skipped where ../shared is not there)", UNHURRIED, () => {
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

interface HgvWay {
  readonly id: number;
  readonly about: string;
  /** The edge of an extract leaves of some ways a single node. */
  readonly isDrivable: boolean;
}

/** The roads of a file on which something is said to trucks. */
async function hgvWays(file: string): Promise<readonly HgvWay[]> {
  const said: HgvWay[] = [];
  for await (const block of readOsm(realMap(file)())) {
    if (isRefusal(block)) expect.unreachable(`${file}: ${block.facts["why"]}`);
    for (const { id, tags, refs } of block.ways) {
      const about = tags["hgv:conditional"] ?? tags["hgv"];
      const isDrivable = refs.length > 1;
      if (tags["highway"] !== undefined && about !== undefined)
        said.push({ id, about, isDrivable });
    }
  }
  return said;
}

/** How many times its time each arc of a way counts for a truck at an hour; `closed` where it may not drive. */
function timesFor({ graph, conditions }: RoadMap, hour: number) {
  const moment = { weekday: 2, minute: hour * 60 };
  const now = accessNow(conditions, { vehicle: truck, moment });
  const cost = metricOf(graph, { vehicle: truck, unit: "distance", accessNow: now });
  const arcsOf = Map.groupBy(graph.way.keys(), (arc) => graph.ways.osmId[graph.way[arc]!]!);
  return (osmId: number) => {
    const each = (arcsOf.get(osmId) ?? []).map((arc) =>
      cost[arc]! >= NEVER ? "closed" : Math.round(cost[arc]! / graph.lengthCm[arc]!),
    );
    return [...new Set(each)];
  };
}

describe.skipIf(!HAS_REAL_MAPS)(
  "U100: roads for trucks (skipped where ../shared is not there)",
  UNHURRIED,
  () => {
    test("all 129 ways that speak of trucks, one by one", async () => {
      const found = await Promise.all(
        [NEW_YORK, NEW_HAMPSHIRE].map(async (file) => {
          const [map, said] = [await readMap(file), await hgvWays(file)];
          const [byNight, byDay] = [timesFor(map, 1), timesFor(map, 12)];
          return said.map((way) => ({ ...way, byNight: byNight(way.id), byDay: byDay(way.id) }));
        }),
      );
      const ways = found.flat();
      const drivable = ways.filter(({ isDrivable }) => isDrivable);
      expect([ways.length, drivable.length]).toEqual([129, 122]);
      const expected = drivable.map((way) => {
        if (way.about.startsWith("no @")) return { ...way, byNight: ["closed"], byDay: [1] };
        const isBound = way.about === "local" || way.about === "destination";
        const times = [isBound ? 4 : 1];
        return { ...way, byNight: times, byDay: times };
      });
      expect(drivable).toEqual(expected);
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
        expect(after).toMatchObject({
          obstacles: [{ limit: "height", limitCm: 380, osmId: graph.ways.osmId[way] }],
        });
        named++;
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
