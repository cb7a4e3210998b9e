import type { FoundTour, TourLoad, ToursQuestion, TourTruck } from "@msafara/domain";
import { isRefusal, type Position, realWorld } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hireRoads } from "../pool/hire-roads.ts";
import type { RoadsPool } from "../pool/roads-pool.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { seededDice } from "../tour/dice.ts";

/** A thread begins in half a second, and in several on a busy machine. */
const UNHURRIED = { timeout: 120_000 };
const HOUR_MS = 3_600_000;
const E7 = 1e7;
const MONDAY = Date.parse("2026-11-23T00:00:00+03:00");
const at = (hour: number) => MONDAY + hour * HOUR_MS;
const world = { ...realWorld(), now: () => MONDAY };

let pool: RoadsPool;
let towns: readonly Position[];
/** On both sides of a border. */
let sides: readonly [Position, Position];

beforeAll(async () => {
  const map = await corridorMap();
  const { lat, lng } = map.graph;
  // Around Nairobi, where one gets from town to town within hours.
  const isNear = (node: number) =>
    Math.abs(lat[node]! / E7 + 1) < 2 && Math.abs(lng[node]! / E7 - 36.5) < 2;
  const near = [...lat.keys()].filter(isNear);
  const dice = seededDice(3);
  towns = Array.from({ length: 24 }, () => {
    const node = near[Math.floor(dice() * near.length)]!;
    return { lat: lat[node]! / E7, lng: lng[node]! / E7 };
  });
  const post = map.places.find(({ kind }) => kind === "border-post")!;
  const side = (sign: number): Position => {
    const off = (node: number) => Math.hypot(lat[node]! - post.lat, lng[node]! - post.lng);
    const beyond = [...lat.keys()].filter((node) => (lat[node]! - post.lat) * sign > E7 / 10);
    const node = beyond.reduce((one, other) => (off(other) < off(one) ? other : one));
    return { lat: lat[node]! / E7, lng: lng[node]! / E7 };
  };
  sides = [side(1), side(-1)];
  pool = await hireRoads({ map, world, threads: 1 });
}, UNHURRIED.timeout);
afterAll(async () => {
  await pool.close();
});

async function wayMs(departAt: number, ends: readonly Position[]): Promise<number> {
  const found = await pool.route({
    vehicle: { kind: "truck" },
    optimize: "time",
    departAt,
    alternatives: false,
    stops: ends.map((position) => ({ position })),
  });
  if (isRefusal(found)) expect.unreachable(found.refused);
  return found.routes[0].durationS * 1_000;
}

async function planned(asked: Pick<ToursQuestion, "trucks" | "loads">) {
  // So long that not the clock ends it, and the plan is the same on every machine.
  const plan = await pool.tours({ ...asked, budgetMs: 20_000 });
  if (isRefusal(plan)) expect.unreachable(plan.refused);
  return plan;
}

interface Leg {
  readonly plannedMs: number;
  readonly wayMs: number;
}

/** What the legs of a plan take by it, and what ways take that leave when it says; loads are wanted all day. */
async function legsOf(
  [from, until]: readonly [number, number],
  seed: number,
): Promise<readonly Leg[]> {
  const dice = seededDice(seed);
  const trucks = towns.slice(0, 4).map((start, i): TourTruck => {
    const shifts = [{ from: at(from), until: at(until) }];
    return { id: `${i}`, vehicle: { kind: "truck" }, start, shifts, capacityKg: 20_000 };
  });
  const loads = towns.slice(4).map((position, i): TourLoad => {
    const opens = from + dice() * (until - from - 1);
    const windows = [{ from: at(opens), until: at(opens + 1) }];
    return { id: `${i}`, weightKg: 100, delivery: { position, serviceS: 600, windows } };
  });
  const plan = await planned({ trucks, loads });
  const legs: Leg[] = [];
  for (const { truckId, startAt, visits } of plan.tours) {
    let [left, here] = [startAt, trucks.find(({ id }) => id === truckId)!.start!];
    for (const { arriveAt, leaveAt, position } of visits) {
      legs.push({ plannedMs: arriveAt - left, wayMs: await wayMs(left, [here, position]) });
      [left, here] = [leaveAt, position];
    }
  }
  return legs;
}

function offBy(legs: readonly Leg[]): number {
  const sum = (of: keyof Leg) => legs.reduce((all, leg) => all + leg[of], 0);
  return Math.abs(sum("plannedMs") / sum("wayMs") - 1);
}

describe("U101: a plan", UNHURRIED, () => {
  test.for([
    ["by night", [20, 29]],
    ["at noon", [10, 16]],
    ["in the morning", [6, 10]],
  ] as const)("%s arrives when its ways do", async ([, hours]) => {
    const legs = await legsOf(hours, 1);
    expect(legs.length).toBeGreaterThan(10);
    expect(offBy(legs)).toBeLessThan(0.005);
  });

  test("all day arrives when its ways do in the mean, later by noon and earlier in the rush hours", async () => {
    const legs: Leg[] = [];
    for (const seed of [1, 2, 3, 4, 5]) legs.push(...(await legsOf([6, 20], seed)));
    expect(offBy(legs)).toBeLessThan(0.03);
    expect(legs.some(({ plannedMs, wayMs: ms }) => plannedMs > ms * 1.1)).toBe(true);
    expect(legs.some(({ plannedMs, wayMs: ms }) => plannedMs < ms * 0.95)).toBe(true);
  });

  test("waits at the border as a way does, and crawls through a flood", async () => {
    const [start, position] = sides;
    const tripMs = async () => {
      const shifts = [{ from: at(20), until: at(30) }];
      const { tours } = await planned({
        trucks: [{ id: "KDA", vehicle: { kind: "truck" }, start, shifts, capacityKg: 20_000 }],
        loads: [{ id: "tea", weightKg: 100, delivery: { position, serviceS: 0 } }],
      });
      const [{ startAt, endAt }] = tours as [FoundTour];
      const rightMs = await wayMs(startAt, sides);
      expect(Math.abs((endAt - startAt) / rightMs - 1)).toBeLessThan(0.005);
      return rightMs;
    };
    const dryMs = await tripMs();
    expect(dryMs).toBeGreaterThan(2 * HOUR_MS);
    const area = { southWest: { lat: -10, lng: 30 }, northEast: { lat: 10, lng: 45 } };
    const flood = { id: "flood", area, effect: { share: 0.5 }, fromAt: MONDAY } as const;
    pool.happened({ ...flood, revision: 1, untilAt: at(48) });
    expect(await tripMs()).toBeGreaterThan(dryMs * 1.1);
  });
});
