import { describe, expect, test } from "vitest";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { judgeAlternatives } from "../specs/judge-alternatives.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { blockAt, townMap, type TownRoad } from "../specs/map/town-map.ts";
import { seededDice } from "../tour/dice.ts";
import { openRouter, type RouteAsked } from "./open-router.ts";
import { openRoads } from "./roads.ts";

const { car, truck } = USUAL_VEHICLES;
const stop = (block: string) => ({ position: blockAt(block) });

/** Two streets that part and meet again, and the roads to both ends; no junction lies on either half. */
const RING: readonly TownRoad[] = [
  { over: ["-5,0", "0,0"], tags: { name: "Lead In" } },
  { over: ["0,0", "5,-1", "10,0"], tags: { name: "South Half" } },
  { over: ["0,0", "5,2", "10,0"], tags: { name: "North Half" } },
  { over: ["10,0", "15,0"], tags: { name: "Lead Out" } },
];
const ACROSS: RouteAsked = { stops: [stop("-4,0"), stop("14,0")], alternatives: true };

/** The streets of each route that a town proposes, the best first. */
async function proposed(town: readonly TownRoad[], asked: RouteAsked = ACROSS) {
  const answer = openRouter(openRoads(await townMap(town)), {
    vehicle: car,
    unit: "distance",
  }).route(asked);
  if (!("routes" in answer)) return expect.unreachable("the town is open");
  return answer.routes.map(({ legs }) => [
    ...new Set(legs[0]!.steps.map(({ name }) => name).filter((name) => name !== "")),
  ]);
}

describe("other ways worth a thought", () => {
  test("are the other half of a ring, though no junction lies on it", async () => {
    expect(await proposed(RING)).toEqual([
      ["Lead In", "South Half", "Lead Out"],
      ["Lead In", "North Half", "Lead Out"],
    ]);
  });

  test("are told as well where something is to be avoided at once", async () => {
    const [low, high] = [blockAt("4,-2"), blockAt("6,-0.5")];
    const e7 = ({ lat, lng }: { lat: number; lng: number }) => {
      return { lat: Math.round(lat * 1e7), lng: Math.round(lng * 1e7) };
    };
    const avoid = { areas: [{ southWest: e7(low), northEast: e7(high) }] };
    const third = { over: ["0,0", "5,3", "10,0"], tags: { name: "Far Half" } };
    expect(await proposed([...RING, third], { ...ACROSS, avoid })).toEqual([
      ["Lead In", "North Half", "Lead Out"],
      ["Lead In", "Far Half", "Lead Out"],
    ]);
  });

  test.for([
    ["a third longer than the best", ["0,0", "5,9", "10,0"]],
    ["a mere corner of it", ["9,-0.2", "9.5,1", "10,0"]],
  ] as const)("are not %s", async ([, over]) => {
    const [leadIn, south, , leadOut] = RING;
    const joined = { ...south!, over: ["0,0", "5,-1", "9,-0.2", "10,0"] };
    const town = [leadIn!, joined, leadOut!, { over, tags: { name: "Other" } }];
    expect(await proposed(town)).toEqual([["Lead In", "South Half", "Lead Out"]]);
  });

  test("never turn round on their way: a dead end beside it is none", async () => {
    const deadEnd = { over: ["5,-1", "5,-2"], tags: { name: "Dead End" } };
    const [leadIn, south, , leadOut] = RING;
    expect(await proposed([leadIn!, south!, leadOut!, deadEnd])).toHaveLength(1);
  });

  test("are not the best way once more, entered from the road behind the start", async () => {
    const side = (at: string, name: string) => ({ over: [`${at},0`, `${at},3`], tags: { name } });
    const road = { over: ["-5,0", "0,0", "4,0", "6,0", "10,0", "15,0"], tags: { name: "Long" } };
    const sides = ["0", "4", "6", "10"].map((at) => side(at, `Side ${at}`));
    const asked: RouteAsked = { stops: [stop("0,0"), stop("10,0")], alternatives: true };
    expect(await proposed([road, ...sides], asked)).toEqual([["Long"]]);
  });

  test("keep what they promise between towns: dear by 30 % at most, 30 % new, nowhere to be cut short", async () => {
    const roads = openRoads(await corridorMap());
    const dice = seededDice(21);
    const drive = { vehicle: truck, unit: "time" } as const;
    expect(judgeAlternatives(roads, drive, { pairs: 60, dice })).toBeGreaterThanOrEqual(7);
  });
});
