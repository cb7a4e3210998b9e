import type { RoadVehicle, TourLoad, TourTruck, ToursQuestion } from "@msafara/domain";
import { isRefusal, realWorld } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blockAt, townMap, type TownRoad } from "../specs/map/town-map.ts";
import { hireRoads } from "../pool/hire-roads.ts";
import type { RoadsPool } from "../pool/roads-pool.ts";

/** A thread begins in half a second, and in several on a busy machine. */
const UNHURRIED = { timeout: 120_000 };
const HOUR_MS = 3_600_000;
/** A night on which nothing is slow: Tuesday, two in the morning. */
const NIGHT = Date.parse("2026-11-24T02:00:00+03:00");

/**
 * A depot and a market a kilometre apart by a bridge that bears 3.5 t, or by three around it; a yard behind a gate for
 * motorcycles, and a camp that a path for them alone leads to, thirty kilometres off.
 */
const ROADS: readonly TownRoad[] = [
  { over: ["0,0", "10,0"], tags: { maxweight: "3.5" } },
  { over: ["0,0", "0,10", "10,10", "10,0"] },
  { over: ["10,0", "20,0"], tags: { motor_vehicle: "no", motorcycle: "yes" } },
  { over: ["20,0", "30,0"] },
  { over: ["0,0", "0,-300"], tags: { highway: "path", motorcycle: "yes" } },
];
const [DEPOT, MARKET, YARD, CAMP] = ["0,0", "10,0", "30,0", "0,-300"].map((block) =>
  blockAt(block),
) as [Place, Place, Place, Place];
type Place = ReturnType<typeof blockAt>;

let pool: RoadsPool;
let now = NIGHT - HOUR_MS;
const world = { ...realWorld(), now: () => now };

beforeAll(async () => {
  pool = await hireRoads({ map: await townMap(ROADS), world, threads: 1 });
}, UNHURRIED.timeout);
afterAll(async () => {
  await pool.close();
});

function goods(id: string, to: Place, own: Partial<TourLoad> = {}): TourLoad {
  const pickup = { position: DEPOT, serviceS: 60 };
  return { id, weightKg: 40, pickup, delivery: { position: to, serviceS: 60 }, ...own };
}

function lorry(id: string, vehicle: RoadVehicle, own: Partial<TourTruck> = {}): TourTruck {
  const shifts = [{ from: NIGHT, until: NIGHT + 10 * HOUR_MS }];
  return { id, vehicle, start: DEPOT, end: DEPOT, shifts, capacityKg: 5_000, ...own };
}

const TRUCK = lorry("KDA", { kind: "truck" });
const BODA = lorry("KMC", { kind: "motorcycle" }, { capacityKg: 50 });

async function planned(own: Partial<ToursQuestion>) {
  const answer = await pool.tours({ trucks: [TRUCK, BODA], loads: [], budgetMs: 100, ...own });
  if (isRefusal(answer)) expect.unreachable(answer.refused);
  const km = answer.tours.map(({ truckId, distanceM }) => [truckId, distanceM / 1_000]);
  return { ...answer, km: Object.fromEntries(km) };
}

const whyOf = ({ reasons }: { reasons: readonly { truckId: string; why: string }[] }) =>
  Object.fromEntries(reasons.map(({ truckId, why }) => [truckId, why]));

describe("U101: each vehicle of a mixed fleet", UNHURRIED, () => {
  test("is planned on the roads that it may drive", async () => {
    const heavy = goods("maize", MARKET, { weightKg: 4_000 });
    const { km, leftOut } = await planned({ loads: [heavy, goods("phones", MARKET)] });
    expect(leftOut).toEqual([]);
    // The truck has to go, and goes the long way; the rest is cheaper by the bridge.
    expect(km["KDA"]).toBe(6);
    const { km: alone } = await planned({ loads: [goods("phones", MARKET)] });
    expect(alone).toEqual({ KMC: 2 });
  });

  test("has its own size: a small truck takes the bridge that a large one must not", async () => {
    const small = lorry("KDB", { kind: "truck", weightKg: 3_000 });
    const loads = [goods("maize", MARKET, { weightKg: 3_000 })];
    expect((await planned({ trucks: [TRUCK, small], loads })).km).toEqual({ KDB: 2 });
    expect((await planned({ trucks: [TRUCK], loads })).km).toEqual({ KDA: 6 });
  });

  test("C6: is told of by itself: no way for the truck, though a motorcycle could", async () => {
    const { leftOut, km } = await planned({
      loads: [goods("tools", YARD, { weightKg: 60 }), goods("mail", YARD)],
    });
    expect(km).toEqual({ KMC: 6 });
    expect(leftOut.map(({ loadId }) => loadId)).toEqual(["tools"]);
    expect(whyOf(leftOut[0]!)).toEqual({ KDA: "no-way", KMC: "too-large" });
    expect(leftOut[0]!.changes).toMatchObject([
      { change: "more-capacity", truckId: "KMC", capacityKg: 60 },
    ]);
  });

  test("C6: may stand near no road of its own where another could", async () => {
    const { leftOut, km } = await planned({
      loads: [goods("water", CAMP, { weightKg: 60 }), goods("mail", CAMP)],
    });
    expect(km["KMC"]).toBeCloseTo(60, 0);
    expect(whyOf(leftOut[0]!)).toEqual({ KDA: "no-road-near", KMC: "too-large" });
    const { leftOut: alone } = await planned({ trucks: [TRUCK], loads: [goods("mail", CAMP)] });
    expect(alone).toMatchObject([
      { reasons: [{ why: "no-road-near" }], changes: [{ change: "another-position" }] },
    ]);
  });

  test("is planned at the mean of its own hours, and not by the rush hour in which the first sets out", async () => {
    const at = (hour: number) => NIGHT + (hour - 2) * HOUR_MS;
    const drives = async (...hours: readonly [number, number][]) => {
      const shifts = hours.map(([from, until]) => ({ from: at(from), until: at(until) }));
      const { tours } = await planned({
        trucks: [{ ...TRUCK, shifts }],
        loads: [goods("tea", MARKET)],
      });
      return tours[0]!.drivingS;
    };
    const [rush, noon, day] = [
      await drives([7, 8.5]),
      await drives([11, 14]),
      await drives([7, 19]),
    ];
    expect(day).toBeLessThan(rush);
    expect(day).toBeGreaterThan(noon);
    expect(await drives([7, 8.5], [11, 14])).toBeLessThan(rush);
    const evening = await drives([17, 19]);
    now = at(17);
    expect(await drives([7, 19])).toBe(evening);
    now = NIGHT - HOUR_MS;
  });

  test.for([2, 8])(
    "waits no longer than there is something to think about: %i loads",
    async (count) => {
      const loads = Array.from({ length: count }, (_, i) =>
        goods(`${i}`, MARKET, { weightKg: 900 }),
      );
      const budgetMs = 5_000;
      const begunAt = world.ticks();
      expect((await planned({ loads, budgetMs })).leftOut).toEqual([]);
      expect(world.ticks() - begunAt).toBeLessThan(budgetMs * 0.8);
    },
  );

  test("is refused by name where it cannot begin, though another could", async () => {
    const trucks = [BODA, { ...TRUCK, start: CAMP }];
    const answer = await pool.tours({ trucks, loads: [], budgetMs: 100 });
    expect(answer).toMatchObject({ refused: "no-road-near", facts: { truck: "KDA" } });
    const bodas = [{ ...BODA, start: CAMP, end: CAMP }, TRUCK];
    expect(await pool.tours({ trucks: bodas, loads: [], budgetMs: 100 })).toMatchObject({
      tours: [],
    });
  });

  test("shares the ways of the largest of its kind where more than eight differ", async () => {
    const small = (tonnes: number) => {
      return lorry(`KDB ${tonnes}`, { kind: "truck", weightKg: tonnes * 1_000 });
    };
    const loads = [goods("phones", MARKET)];
    const few = [1, 2, 3, 4, 5, 6, 7].map(small);
    expect((await planned({ trucks: [BODA, ...few], loads })).km).toEqual({ KMC: 2 });
    const heavy = [goods("maize", MARKET, { weightKg: 900 })];
    const { km } = await planned({ trucks: [BODA, ...few], loads: heavy });
    expect(Object.values(km)).toEqual([2]);
    const many = { trucks: [BODA, ...few, small(8)], loads };
    expect((await planned(many)).km).toEqual({ KMC: 2 });
    const onlyTrucks = { trucks: [...few, small(8), small(9)], loads };
    expect(Object.values((await planned(onlyTrucks)).km)).toEqual([6]);
  });
});
