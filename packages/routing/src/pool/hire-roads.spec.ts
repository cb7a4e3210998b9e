import type { RouteQuestion, TourLoad, ToursQuestion } from "@msafara/domain";
import { isRefusal, realWorld } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import type { RoadMap } from "../map/road-map.ts";
import { openRouter } from "../route/open-router.ts";
import { openRoads } from "../route/roads.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { blockAt, townMap } from "../specs/map/town-map.ts";
import { hireRoads } from "./hire-roads.ts";
import type { RoadsPool } from "./roads-pool.ts";

/** A thread begins in half a second, and in several on a busy machine. */
const UNHURRIED = { timeout: 120_000 };
const world = realWorld();
const HOUR_MS = 3_600_000;
const NAIROBI = { lat: -1.2864, lng: 36.8172 };
const MOMBASA = { lat: -4.0435, lng: 39.6682 };
const NAKURU = { lat: -0.3031, lng: 36.08 };
const EARTH = { southWest: { lat: -90, lng: -180 }, northEast: { lat: 90, lng: 180 } };
const AT_SEA = { lat: -5, lng: 45 };
/** A night on which nothing is slow: Tuesday, two in the morning. */
const NIGHT = Date.parse("2026-11-24T02:00:00+03:00");
/** The same morning at eight, when all roads are slow. */
const RUSH = NIGHT + 6 * HOUR_MS;
const truck = { kind: "truck" } as const;

let map: RoadMap;
let pool: RoadsPool;

beforeAll(async () => {
  map = await corridorMap();
  pool = await hireRoads({ map, world, threads: 2 });
}, UNHURRIED.timeout);
afterAll(async () => {
  await pool.close();
});

function route(own: Partial<RouteQuestion> = {}): RouteQuestion {
  const stops = [{ position: NAIROBI }, { position: MOMBASA }];
  return { stops, vehicle: truck, optimize: "time", alternatives: false, departAt: NIGHT, ...own };
}

function sum(parts: readonly { readonly durationS: number }[]): number {
  return parts.reduce((all, { durationS }) => all + durationS, 0);
}

async function found(asked: RouteQuestion) {
  const answer = await pool.route(asked);
  if (isRefusal(answer)) expect.unreachable(`no way: ${answer.refused}`);
  return answer.routes[0];
}

describe("U100: a route from the pool", UNHURRIED, () => {
  test("is the one a router finds, told in the language of its driver", async () => {
    const router = openRouter(openRoads(map), { vehicle: USUAL_VEHICLES.car, unit: "distance" });
    const stops = [{ position: NAIROBI }, { position: MOMBASA }];
    const right = router.route({ stops });
    if (!("routes" in right)) expect.unreachable("there is a way to Mombasa");
    const asked = route({ vehicle: { kind: "car" }, optimize: "distance", steps: "sw" });
    const { distanceM, legs, polyline } = await found(asked);
    expect(distanceM).toBe(Math.round(right.routes[0].distanceCm / 100));
    expect(legs[0]?.steps.at(-1)?.text).toMatch(/^Umefika/);
    expect(legs[0]?.steps).toHaveLength(right.routes[0].legs[0]!.steps.length);
    expect(polyline.length).toBeGreaterThan(100);
  });

  test("says whose map it is, and that nobody may drive by one that was made up", async () => {
    const answer = await pool.route(route());
    expect(answer).toMatchObject({
      source: "own",
      attribution: map.notes.source,
      notes: ["map-is-generated"],
    });
  });

  test("U103: foretells when one arrives, later by whatever one stays, and says how little it knows", async () => {
    const stops = [{ position: NAKURU }, { position: NAIROBI }, { position: NAKURU }];
    // There and back before the roads fill.
    const departAt = NIGHT - 5 * HOUR_MS;
    const { legs, confidence } = await found(route({ stops, departAt }));
    const long = stops.map((stop, i) => (i === 1 ? { ...stop, stayS: 1_800 } : stop));
    const later = await found(route({ stops: long, departAt }));
    expect(legs.map(({ arriveAt, arriveBy }) => arriveBy >= arriveAt)).toEqual([true, true]);
    expect(legs[0]!.arriveAt).toBeGreaterThan(departAt + HOUR_MS);
    expect(later.legs.map(({ arriveAt }, i) => arriveAt - legs[i]!.arriveAt)).toEqual([
      0, 1_800_000,
    ]);
    expect(confidence).toBe("little");
  });

  test("U107: is in the rush for as long as that lasts: nobody arrives earlier because he left later", async () => {
    const leaving = Array.from({ length: 9 }, (_, hours) => NIGHT + (2 + hours) * HOUR_MS);
    const arriving: number[] = [];
    for (const departAt of leaving) {
      const { legs } = await found(route({ departAt }));
      arriving.push(legs[0]!.arriveAt);
    }
    const gained = arriving.map((at, i) => (arriving[i - 1] ?? at) - at);
    // The part under way at ten, when the rush ends, is driven as in the rush.
    expect(Math.max(...gained)).toBeLessThan(HOUR_MS / 2);
  });

  test("U107: takes longer in the rush than at night", async () => {
    const stops = [{ position: NAIROBI }, { position: NAKURU }];
    const rush = await found(route({ stops, departAt: RUSH }));
    const { durationS } = await found(route({ stops }));
    expect(rush.durationS).toBeGreaterThan(durationS * 1.3);
  });

  test("U107: takes as long as it says: who sets out then, and stays so long, is there at that time", async () => {
    const stops = [NAKURU, NAIROBI, NAIROBI, MOMBASA].map((position, i) => {
      return { position, stayS: 1_234 * i };
    });
    for (const kind of ["motorcycle", "truck"] as const) {
      for (const hours of [0, 2, 5, 6.5, 8, 15, 22]) {
        const departAt = NIGHT + hours * HOUR_MS + 1;
        const asked = route({ stops, departAt, vehicle: { kind }, steps: "en" });
        const { durationS, legs } = await found(asked);
        let at = departAt;
        for (const [i, leg] of legs.entries()) {
          at += (leg.durationS + stops[i]!.stayS) * 1_000;
          expect([leg.arriveAt, leg.arriveBy >= at]).toEqual([at, true]);
          expect(sum(leg.steps)).toBe(leg.durationS);
        }
        expect(durationS).toBe(sum(legs));
      }
    }
  });

  test("has other ways where they are asked for", async () => {
    const stops = [{ position: NAKURU }, { position: MOMBASA }];
    const answer = await pool.route(route({ stops, alternatives: true }));
    if (isRefusal(answer)) expect.unreachable("there is a way");
    expect(answer.routes.length).toBeGreaterThan(1);
  });

  test("is refused at a stop in the sea, and says which", async () => {
    const stops = [{ position: NAIROBI }, { position: AT_SEA }, { position: MOMBASA }];
    const refused = await pool.route(route({ stops }));
    expect(refused).toMatchObject({ refused: "no-road-near", facts: { stop: 1, withinM: 2_000 } });
  });

  test("over two thousand stops is answered, and over none, one or more than that it is refused", async () => {
    const stops = Array.from({ length: 2_000 }, (_, i) => ({ position: i % 2 ? NAIROBI : NAKURU }));
    expect((await found(route({ stops }))).legs).toHaveLength(1_999);
    for (const wrong of [[], stops.slice(0, 1), [...stops, stops[0]!]]) {
      await expect(pool.route(route({ stops: wrong }))).rejects.toMatchObject({
        retry: false,
        code: "roads-question-not-sound",
      });
    }
  });
});

describe("U102: a flood at Voi, on the way to Mombasa", UNHURRIED, () => {
  const area = { southWest: { lat: -3.8, lng: 38.2 }, northEast: { lat: -3, lng: 38.9 } };
  const effect = { share: 0.2 };

  /** How many hours later one arrives who sets out by night, while it is so from this hour of the trip to that one. */
  async function lateBy(fromHour: number, untilHour: number): Promise<number> {
    const tonight = { ...world, now: () => NIGHT - HOUR_MS };
    const own = await hireRoads({ map, world: tonight, threads: 1 });
    const arrival = async () => {
      const answer = await own.route(route());
      if (isRefusal(answer)) expect.unreachable("there is a way through a flood");
      return answer.routes[0].legs[0]!.arriveAt;
    };
    const before = await arrival();
    const [fromAt, untilAt] = [NIGHT + fromHour * HOUR_MS, NIGHT + untilHour * HOUR_MS];
    own.happened({ id: "flood", revision: 1, area, effect, fromAt, untilAt });
    const after = await arrival();
    await own.close();
    return (after - before) / HOUR_MS;
  }

  test("makes all late who meet it, however far off it is, and whether or not it has begun", async () => {
    expect(await lateBy(-1, 48)).toBeGreaterThan(4);
    expect(await lateBy(2, 48)).toBeGreaterThan(4);
  });

  test("makes nobody late who comes when it is over", async () => {
    expect(await lateBy(-1, 2)).toBe(0);
  });
});

describe("U100: a matrix from the pool", UNHURRIED, () => {
  test("says of each pair how long its way is, and how long one is at the wheel", async () => {
    const places = map.places.filter(({ kind }) => kind === "city" || kind === "town").slice(0, 8);
    const origins = places.map(({ lat, lng }) => ({ lat: lat / 1e7, lng: lng / 1e7 }));
    const destinations = [NAIROBI, MOMBASA, origins[0]!];
    const { vehicle, optimize, departAt } = route();
    const answer = await pool.matrix({ origins, destinations, vehicle, optimize, departAt });
    if (isRefusal(answer)) expect.unreachable("all of them have roads");
    const router = openRouter(openRoads(map), { vehicle: USUAL_VEHICLES.truck, unit: "time" });
    for (const [row, from] of origins.entries()) {
      for (const [column, to] of destinations.entries()) {
        const stops = [{ position: from }, { position: to }];
        const { distanceM, durationS } = await found(route({ stops }));
        const right = router.route({ stops });
        if (!("routes" in right)) expect.unreachable("there is a way");
        expect(answer.distanceM[row]![column]).toBe(distanceM);
        expect(answer.durationS[row]![column]).toBe(Math.round(right.routes[0].durationDs / 10));
        // A way reckons with junctions besides.
        expect(answer.durationS[row]![column]).toBeLessThanOrEqual(durationS);
      }
    }
  });

  test("has no way to and from where all roads are closed, and answers for all others", async () => {
    const { vehicle, optimize, departAt } = route();
    const round = { southWest: { lat: -1.6, lng: 36.5 }, northEast: { lat: -1, lng: 37.1 } };
    const both = [NAIROBI, MOMBASA];
    const asked = { origins: both, destinations: both, vehicle, optimize, departAt };
    const answer = await pool.matrix({ ...asked, avoid: { areas: [round] } });
    expect(answer).toMatchObject({
      distanceM: [
        [null, null],
        [null, 0],
      ],
      durationS: [
        [null, null],
        [null, 0],
      ],
    });
    const none = await pool.matrix({ ...asked, avoid: { areas: [EARTH] } });
    expect(none).toMatchObject({ distanceM: both.map(() => [null, null]) });
  });

  test("of a hundred by a hundred, of none, and with a place in the sea", async () => {
    const { vehicle, optimize } = route();
    const origins = Array.from({ length: 100 }, (_, i) => ({
      lat: -1.28 - i / 10_000,
      lng: 36.82,
    }));
    const ask = (own: object) =>
      pool.matrix({ origins, destinations: origins, vehicle, optimize, ...own });
    const answer = await ask({});
    if (isRefusal(answer)) expect.unreachable("all of them have roads");
    expect(answer.distanceM.map((row, i) => row[i])).toEqual(origins.map(() => 0));
    expect(await ask({ origins: [] })).toMatchObject({ distanceM: [], durationS: [] });
    expect(await ask({ destinations: [NAIROBI, AT_SEA] })).toMatchObject({
      refused: "no-road-near",
      facts: { stop: 1, of: "destinations" },
    });
    const many = [...origins, NAIROBI];
    await expect(ask({ origins: many })).rejects.toMatchObject({ retry: false });
  });
});

describe("U100: a motorcycle in the pool", UNHURRIED, () => {
  const motorcycle = { kind: "motorcycle" } as const;

  test("loses half of what a jam costs a car, now as at another hour", async () => {
    const stops = [{ position: NAIROBI }, { position: NAKURU }];
    const durationAt = async (kind: "motorcycle" | "truck", departAt: number) => {
      return (await found(route({ stops, vehicle: { kind }, departAt }))).durationS;
    };
    // Neither drives faster than 80, so that by night they are as quick, and in the morning the narrow one is.
    const [free, freeTruck] = [
      await durationAt("motorcycle", NIGHT),
      await durationAt("truck", NIGHT),
    ];
    expect(free).toBeLessThanOrEqual(freeTruck);
    const [slow, slowTruck] = [
      await durationAt("motorcycle", RUSH),
      await durationAt("truck", RUSH),
    ];
    expect(slow).toBeGreaterThan(1.1 * free);
    expect(slow).toBeLessThan(0.85 * slowTruck);
  });

  test("that sets out now reads a tariff that is kept fitted, and gets the very way of a router", async () => {
    const now = await found(route({ vehicle: motorcycle, departAt: world.now() }));
    expect(now.distanceM).toBeGreaterThan(400_000);
    expect(now.legs[0]!.arriveAt).toBeGreaterThan(world.now());
  });
});

describe("U101, U106: tours from the pool", UNHURRIED, () => {
  const load = (id: string, own: Partial<TourLoad> = {}): TourLoad => {
    const pickup = { position: NAIROBI, serviceS: 600 };
    const delivery = { position: NAKURU, serviceS: 600 };
    return { id, weightKg: 5_000, pickup, delivery, ...own };
  };
  const tours = (own: Partial<ToursQuestion> = {}): ToursQuestion => {
    const shifts = [{ from: NIGHT, until: NIGHT + 10 * HOUR_MS }];
    const one = { id: "KDA", vehicle: truck, start: NAIROBI, shifts, capacityKg: 20_000 };
    return { trucks: [{ ...one, hours: "kenya" }], loads: [load("tea")], budgetMs: 100, ...own };
  };

  test("bring each load from its pickup to its delivery", async () => {
    const answer = await pool.tours(tours());
    if (isRefusal(answer)) expect.unreachable("it can be done");
    expect(answer.leftOut).toEqual([]);
    expect(answer.tours[0]?.visits.map(({ what, position }) => [what, position])).toEqual([
      ["pickup", NAIROBI],
      ["delivery", NAKURU],
    ]);
    expect(answer.tours[0]!.startAt).toBeGreaterThanOrEqual(NIGHT);
  });

  test("send a motorcycle with what it can carry, and the truck with the rest", async () => {
    const [one] = tours().trucks;
    const boda = { ...one!, id: "KMC", vehicle: { kind: "motorcycle" }, capacityKg: 60 } as const;
    const loads = [load("tea"), load("parcel", { weightKg: 20 })];
    const small = await pool.tours(tours({ trucks: [one!, boda], loads: [loads[1]!] }));
    expect(small).toMatchObject({ leftOut: [], tours: [{ truckId: "KMC" }] });
    const both = await pool.tours(tours({ trucks: [one!, boda], loads }));
    if (isRefusal(both)) expect.unreachable("it can be done");
    expect(both.leftOut).toEqual([]);
    expect(both.tours.map(({ truckId }) => truckId)).toContain("KDA");
  });

  test("C6: say of what they leave out why, and what would help", async () => {
    const stray = { position: AT_SEA, serviceS: 0 };
    const loads = [load("steel", { weightKg: 30_000 }), load("fish", { pickup: stray })];
    const answer = await pool.tours(tours({ loads }));
    if (isRefusal(answer)) expect.unreachable("a plan without them is one");
    const [fish, steel] = answer.leftOut;
    expect(fish).toMatchObject({
      loadId: "fish",
      reasons: [{ truckId: "KDA", why: "no-road-near" }],
      changes: [{ said: { sw: "Rekebisha mahali pa kituo" } }],
    });
    expect(steel?.reasons).toMatchObject([
      { why: "too-large", said: { en: "The load is larger than the truck" } },
    ]);
    expect(steel?.changes).toContainEqual({
      change: "more-capacity",
      truckId: "KDA",
      capacityKg: 30_000,
      said: { en: "Give KDA room for 30000 kg", sw: "Ipe KDA nafasi ya 30000 kg" },
    });
  });

  test("C6: say that no way leads to an island, and not that more time would help", async () => {
    const zanzibar = { position: { lat: -6.1659, lng: 39.2026 }, serviceS: 600 };
    const loads = [load("cloves", { pickup: zanzibar, delivery: zanzibar })];
    const answer = await pool.tours(tours({ loads, avoid: { ferries: true } }));
    if (isRefusal(answer)) expect.unreachable("a plan without it is one");
    const [cloves] = answer.leftOut;
    expect(cloves?.reasons).toMatchObject([{ truckId: "KDA", why: "no-way" }]);
    expect([cloves?.changes, cloves?.together]).toEqual([[], []]);
  });

  test("of nothing are no tours, and nonsense is refused", async () => {
    expect(await pool.tours(tours({ loads: [] }))).toMatchObject({ tours: [], leftOut: [] });
    expect(await pool.tours(tours({ trucks: [] }))).toMatchObject({ refused: "tours-not-sound" });
    const twice = [load("tea"), load("tea")];
    expect(await pool.tours(tours({ loads: twice }))).toMatchObject({ refused: "tours-not-sound" });
    const [one] = tours().trucks;
    const locked = [{ loadId: "tea", what: "delivery" }] as const;
    const answer = await pool.tours(tours({ trucks: [{ ...one!, locked }] }));
    expect(answer).toMatchObject({
      refused: "tours-not-sound",
      facts: { why: "delivery-first" },
      said: { en: "expected its pickup before it", sw: "kuchukua kulitarajiwa kabla yake" },
    });
  });
});

describe("names from the pool", UNHURRIED, () => {
  test("are found though they are misspelt, and told of a point", async () => {
    const places = await pool.geocode({ text: "Mombassa", limit: 1 });
    expect(places).toMatchObject({ places: [{ kind: "place", name: "Mombasa" }] });
    const here = await pool.reverse(NAIROBI);
    if (isRefusal(here)) expect.unreachable("Nairobi has a name");
    expect(here.name).toMatch(/Nairobi$/);
    expect(await pool.reverse(AT_SEA)).toMatchObject({ refused: "no-road-near" });
  });
});

describe("where there is no way", UNHURRIED, () => {
  test("C6: the bridge is named in both languages, with both figures", async () => {
    const low = { over: ["0,0", "5,0"], tags: { maxheight: "3.8", name: "Daraja" } };
    const small = await hireRoads({ map: await townMap([low]), world, threads: 1 });
    const stops = ["0,0", "5,0"].map((block) => ({ position: blockAt(block) }));
    const asked = route({ stops, vehicle: { kind: "truck", heightM: 4.2 } });
    const refused = await small.route(asked);
    const passes = await small.route({ ...asked, vehicle: { kind: "truck", heightM: 3.7 } });
    await small.close();
    expect(passes).toMatchObject({ routes: [{ distanceM: 500 }] });
    expect(refused).toMatchObject({
      refused: "no-way",
      facts: { stop: 0 },
      obstacles: [{ limit: "height", name: "Daraja", allowed: 3.8, actual: 4.2 }],
    });
    if (!("obstacles" in refused)) expect.unreachable("the bridge is too low");
    const { said } = refused.obstacles[0]!;
    expect(said.en).toBe("height limit 3.8 m on way 1 'Daraja', truck 4.2 m");
    expect(said.sw).toMatch(/^kikomo cha urefu wa kwenda juu 3.8 m/);
  });

  test("between two islands nothing joins them, and a matrix says so cell by cell", async () => {
    const roads = [{ over: ["0,0", "1,0"] }, { over: ["0,9", "1,9"] }];
    const small = await hireRoads({ map: await townMap(roads), world, threads: 1 });
    const [here, there] = ["0,0", "0,9"].map(blockAt);
    const { vehicle, optimize } = route();
    const both = [here!, there!];
    const refused = await small.route(route({ stops: both.map((position) => ({ position })) }));
    const matrix = await small.matrix({ origins: both, destinations: both, vehicle, optimize });
    await small.close();
    expect(refused).toMatchObject({ refused: "no-way", facts: { stop: 1, why: "apart" } });
    expect(matrix).toMatchObject({
      distanceM: [
        [0, null],
        [null, 0],
      ],
    });
  });
});
