import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { metricOf } from "../graph/metric-of.ts";
import { tailsOf } from "../graph/network.ts";
import { NEVER } from "../graph/never.ts";
import { USUAL_VEHICLES, type Vehicle } from "../graph/vehicle.ts";
import { assembleRoads } from "../map/assemble-roads.ts";
import { readOsm } from "../map/read-osm.ts";
import type { RoadMap } from "../map/road-map.ts";
import { expectRulesBind } from "../specs/bound-by.ts";
import { judgePairs } from "../specs/judge-pairs.ts";
import { PAIRS } from "../specs/how-many-pairs.ts";
import { HAS_REAL_MAPS, realMap } from "../specs/map/real-maps.ts";
import { blockAt, townMap, type TownRoad } from "../specs/map/town-map.ts";
import { seededDice } from "../tour/dice.ts";
import { hinderOf, roadNamed } from "./obstacle.ts";
import { openRouter } from "./open-router.ts";
import { openRoads } from "./roads.ts";
import { sayObstacle } from "./say-obstacle.ts";
import { openTariff } from "./tariff.ts";

const UNHURRIED = { timeout: 240_000 };
const { car, motorcycle, truck } = USUAL_VEHICLES;
const ANDORRA = "gh-andorra.osm.pbf";
const NAIROBI = "nairobi-overpass-0b493904.json";
const PORTO = "r5-porto_portugal.osm.pbf";

async function readMap(file: string): Promise<RoadMap> {
  const map = await assembleRoads(realMap(file), { version: file });
  if (isRefusal(map)) expect.unreachable(`${file}: ${map.facts["why"]}`);
  return map;
}

/** How many times their length arcs count for a vehicle. */
function timesFor({ graph }: RoadMap, vehicle: Vehicle, arcs: readonly number[]) {
  const cost = metricOf(graph, { vehicle, unit: "distance" });
  const each = arcs.map((arc) =>
    cost[arc]! >= NEVER ? "closed" : Math.round(cost[arc]! / graph.lengthCm[arc]!),
  );
  return [...new Set(each)].join();
}

interface Named {
  readonly type: "node" | "way";
  readonly id: number;
  readonly arcs: readonly number[];
}

/** What of a file says anything of motorcycles, and which arcs of the map that is about. */
async function namingMotorcycles(file: string, { graph }: RoadMap): Promise<readonly Named[]> {
  const named: Named[] = [];
  const arcs = [...graph.head.keys()];
  const tail = tailsOf(graph);
  for await (const block of readOsm(realMap(file)())) {
    if (isRefusal(block)) expect.unreachable(`${file}: ${block.facts["why"]}`);
    for (const { id, tags, lat, lng } of block.nodes) {
      if (!("motorcycle" in tags)) continue;
      const isHere = (node: number) => graph.lat[node] === lat && graph.lng[node] === lng;
      const touching = arcs.filter((arc) => isHere(graph.head[arc]!) || isHere(tail[arc]!));
      named.push({ type: "node", id, arcs: touching });
    }
    for (const { id, tags } of block.ways) {
      if (!("motorcycle" in tags)) continue;
      const along = arcs.filter((arc) => graph.ways.osmId[graph.way[arc]!] === id);
      named.push({ type: "way", id, arcs: along });
    }
  }
  return named;
}

describe.skipIf(!HAS_REAL_MAPS)(
  "U100: signs for motorcycles (skipped where ../shared is not there)",
  UNHURRIED,
  () => {
    test.for([
      // A main road through the capital that is closed to all but these, and stairs.
      [ANDORRA, 3, { 25768868: "closed closed 1", 25769024: "closed closed 1" }],
      // A gate on a private drive, and one that only lorries need a permit for.
      [NAIROBI, 2, { 5482420892: "4 4 4", 11123454829: "1 4 1" }],
      [
        PORTO,
        17,
        {
          1390098270: "4 4 4",
          1390099559: "1 4 1",
          1390102234: "1 4 1",
          // An entrance for neither, of which it says nothing to lorries.
          2065732820: "closed 1 closed",
          2101314411: "1 1 1",
        },
      ],
    ] as const)(
      "each of %s that lies on a road counts as it says for a car, a truck and a motorcycle",
      async ([file, count, expected]) => {
        const map = await readMap(file);
        const named = await namingMotorcycles(file, map);
        expect(named).toHaveLength(count);
        const onRoads = named.filter(({ arcs }) => arcs.length > 0);
        const told = onRoads.map(({ id, arcs }) => {
          const each = [car, truck, motorcycle].map((vehicle) => timesFor(map, vehicle, arcs));
          return [id, each.join(" ")] as const;
        });
        expect(Object.fromEntries(told)).toEqual(expected);
        const tail = tailsOf(map.graph);
        for (const vehicle of [car, truck, motorcycle]) {
          const hinder = hinderOf({ ...map, map, tail }, { vehicle, unit: "time" });
          for (const { arcs } of onRoads) {
            const isShut = timesFor(map, vehicle, arcs) === "closed";
            const ban = { limit: vehicle.kind === "truck" ? "no-hgv" : `no-${vehicle.kind}` };
            expect(new Set(arcs.map(hinder))).toEqual(new Set([isShut ? ban : undefined]));
          }
        }
      },
    );

    test("no extract has a rule of their own: with a third of Porto's made so, ways are exact", async () => {
      const porto = await readMap(PORTO);
      const turnRules = porto.graph.turnRules.map((rule, i) => {
        if (i % 3 === 0) return { ...rule, binds: ["car", "hgv"] as const };
        return i % 3 === 1 ? { ...rule, binds: ["motorcycle"] as const } : rule;
      });
      const map = { ...porto, graph: { ...porto.graph, turnRules } };
      expectRulesBind(map);
      const roads = openRoads(map);
      for (const vehicle of [motorcycle, car]) {
        const tariff = openTariff(roads, { vehicle, unit: "time" });
        const joined = judgePairs(roads, tariff, { pairs: PAIRS, dice: seededDice(5), vehicle });
        expect(joined).toBeGreaterThan(PAIRS / 2);
      }
    });
  },
);

/** A short way past the market, and a long one around it. */
const IN: TownRoad = { over: ["-3,0", "0,0"], tags: { name: "Market Road" } };
const OUT: TownRoad = { over: ["3,0", "6,0"], tags: { name: "Station Road" } };
const PAST: TownRoad = { over: ["0,0", "3,0"], tags: { name: "Soko Lane" } };
const ROUND: TownRoad = { over: ["0,0", "0,3", "3,3", "3,0"], tags: { name: "Ring Road" } };

/** By which streets one comes from one side of the market to the other, or why one does not. */
async function across(town: readonly TownRoad[], vehicle: Vehicle, avoid = {}) {
  const roads = openRoads(await townMap(town));
  const router = openRouter(roads, { vehicle, unit: "distance", avoid });
  const stops = ["-2,0", "5,0"].map((block) => ({ position: blockAt(block) }));
  const answer = router.route({ stops });
  if ("routes" in answer) {
    return answer.routes[0].legs[0]!.way.pieces.map(({ arc }) => roadNamed(roads, arc).name);
  }
  const obstacles = "obstacles" in answer ? answer.obstacles : [];
  return obstacles.map((each) => sayObstacle(each, { kind: vehicle.kind, language: "sw" }));
}

describe("U100: a boda boda", () => {
  const path = { ...PAST, tags: { ...PAST.tags, highway: "path", motorcycle: "yes" } };
  const toll = { ...PAST, tags: { ...PAST.tags, toll: "yes", "toll:motorcycle": "no" } };
  const against = { ...PAST, tags: { ...PAST.tags, oneway: "-1", "oneway:motorcycle": "no" } };

  test.for([
    ["takes a path that is open to it", path, {}],
    ["pays no toll that is not asked of it", toll, { tolls: true }],
    ["goes against a one-way street where it may", against, {}],
  ] as const)("%s, and a car goes round", async ([, shortcut, avoid]) => {
    const roads = [IN, OUT, shortcut, ROUND];
    expect(await across(roads, motorcycle, avoid)).toContain("Soko Lane");
    expect(await across(roads, car, avoid)).toContain("Ring Road");
    expect(await across(roads, truck, avoid)).toContain("Ring Road");
  });

  test("hears in Swahili of the road that is closed to it, and a car drives there", async () => {
    const expressway = { ...PAST, tags: { ...PAST.tags, highway: "motorway", motorcycle: "no" } };
    const roads = [IN, OUT, expressway];
    expect(await across(roads, motorcycle)).toEqual([
      expect.stringMatching(/^pikipiki haziruhusiwi kwenye njia \d+ 'Soko Lane'$/),
    ]);
    expect(await across(roads, car)).toContain("Soko Lane");
  });
});
