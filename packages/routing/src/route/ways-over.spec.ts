import { array, assert, nat, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { NEVER } from "../graph/never.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import type { Phantom, Spot } from "../snap/phantom.ts";
import { blockAt, townMap, type TownRoad } from "../specs/map/town-map.ts";
import { mapOfRoads } from "../specs/map-of-roads.ts";
import { randomLaw, withTwins } from "../specs/random-roads.ts";
import { costOfWay } from "./find-way.ts";
import { roadNamed } from "./obstacle.ts";
import { openRouter } from "./open-router.ts";
import { openRoads } from "./roads.ts";
import { openTariff } from "./tariff.ts";
import { turnsRound, waysOver } from "./ways-over.ts";

const { car, truck } = USUAL_VEHICLES;

/** A block of four streets; the stop lies on the southern one, and the road that leads there comes from the west. */
const BLOCK: readonly TownRoad[] = [
  { over: ["-5,0", "0,0"], tags: { name: "Lead In" } },
  { over: ["0,0", "10,0"], tags: { name: "South" } },
  { over: ["10,0", "10,2"], tags: { name: "East" } },
  { over: ["10,2", "0,2"], tags: { name: "North" } },
  { over: ["0,2", "0,0"], tags: { name: "West" } },
];

interface Wish {
  readonly goal?: string;
  readonly mayTurnRound?: boolean;
}

/** The streets from the stop to a goal. */
async function streets(town: readonly TownRoad[], { goal = "-3,0", ...wish }: Wish = {}) {
  const stops = ["-4,0", "4,0", goal].map((block) => ({ position: blockAt(block) }));
  const roads = openRoads(await townMap(town));
  const answer = openRouter(roads, { vehicle: truck, unit: "distance" }).route({ stops, ...wish });
  if (!("routes" in answer)) return expect.unreachable("all stops can be reached");
  const { pieces } = answer.routes[0].legs[1]!.way;
  return [...new Set(pieces.map(({ arc }) => roadNamed(roads, arc).name))];
}

describe("at a stop on its way, a truck", () => {
  test("goes on in the direction in which it came, round the block", async () => {
    expect(await streets(BLOCK, { goal: "5,2" })).toEqual(["South", "East", "North"]);
  });

  test("turns round where it may", async () => {
    const wish = { goal: "5,2", mayTurnRound: true };
    expect(await streets(BLOCK, wish)).toEqual(["South", "West", "North"]);
  });

  test("turns round where nothing but the way back lies ahead", async () => {
    expect(await streets(BLOCK.slice(0, 2))).toEqual(["South", "Lead In"]);
  });

  test("turns round where all that lies ahead is closed to it", async () => {
    const shut = { ...BLOCK[2]!, tags: { hgv: "no" } };
    expect(await streets([BLOCK[0]!, BLOCK[1]!, shut])).toEqual(["South", "Lead In"]);
  });

  test("turns round where whatever else lies ahead leads nowhere", async () => {
    const oneWay = [
      { over: ["10,0", "20,0"], tags: { oneway: "yes" } },
      { over: ["10,0", "10,1"], tags: { oneway: "yes" } },
    ];
    const noTurn = [
      {
        id: 1,
        tags: { type: "restriction", restriction: "no_u_turn" },
        members: [
          { type: "way", ref: 2, role: "from" },
          { type: "node", ref: 3, role: "via" },
          { type: "way", ref: 2, role: "to" },
        ],
      },
    ] as const;
    const roads = openRoads(await townMap([...BLOCK.slice(0, 2), ...oneWay], noTurn));
    const stops = ["-4,0", "5,0", "-3,0"].map((block) => ({ position: blockAt(block) }));
    const answer = openRouter(roads, { vehicle: truck, unit: "distance" }).route({ stops });
    expect("routes" in answer && answer.routes[0].distanceCm).toBeCloseTo(170_000, -2);
  });
});

const place = record({ arc: nat(), part: nat(4) });

test("over any places no order of directions turns less, and none that turns as little costs less", () => {
  assert(
    property(randomLaw.map(withTwins), array(place, { minLength: 3, maxLength: 4 }), (town, at) => {
      const { graph } = town;
      if (graph.arcCount === 0) return;
      const roads = openRoads(mapOfRoads(graph));
      const tariff = openTariff(roads, { vehicle: car, unit: "distance" });
      const places = at.map(({ arc, part }): Phantom => {
        const spot = spotAt(arc % graph.arcCount, part);
        const back = { ...spot, arc: graph.twin[spot.arc]! };
        const alongCm = graph.lengthCm[spot.arc]! - spot.alongCm;
        return {
          lat: 0,
          lng: 0,
          offM: 0,
          spots: back.arc === spot.arc ? [spot] : [spot, { ...back, alongCm }],
        };
      });
      const costOf = (question: Parameters<typeof tariff.pathOf>[0]) =>
        tariff.pathOf(question)?.cost ?? NEVER;

      /** Tries every direction at every place. */
      function tried(
        i: number,
        came: Spot | undefined,
      ): readonly (readonly [turns: number, cost: number])[] {
        const [from, to] = [places[i]!, places[i + 1]];
        if (to === undefined) return [[0, 0]];
        return from.spots.flatMap((goes) =>
          to.spots.flatMap((end) => {
            const asked = { from: { ...from, spots: [goes] }, to: { ...to, spots: [end] } };
            const cost = costOfWay(roads, { cost: tariff.cost, costOf }, asked);
            if (cost >= NEVER) return [];
            const turn = came !== undefined && turnsRound(roads, tariff, { came, goes });
            return tried(i + 1, end).map(
              ([turns, rest]) => [turns + Number(turn), cost + rest] as const,
            );
          }),
        );
      }
      const all = tried(0, undefined).toSorted(([a, b], [c, d]) => a - c || b - d);
      const ways = waysOver(roads, tariff, { places, mayTurnRound: false });
      if ("unreached" in ways) {
        expect(all).toEqual([]);
        return;
      }
      const turns = ways
        .slice(1)
        .filter((way, i) => turnsRound(roads, tariff, { came: ways[i]!.end, goes: way.start }));
      expect([turns.length, ways.reduce((sum, { cost }) => sum + cost, 0)]).toEqual(all[0]);

      function spotAt(arc: number, part: number): Spot {
        return { arc, alongCm: Math.floor((graph.lengthCm[arc]! * part) / 4), side: "on" };
      }
    }),
    { numRuns: 300 },
  );
});
