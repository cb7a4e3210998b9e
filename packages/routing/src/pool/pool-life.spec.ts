import type { RouteQuestion, ToursQuestion } from "@msafara/domain";
import type { RoadHappening } from "./road-happening.ts";
import type { Worker } from "node:worker_threads";
import { type Fault, isRefusal, realWorld, type World } from "@msafara/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import type { RoadMap } from "../map/road-map.ts";
import { openRouter } from "../route/open-router.ts";
import { openRoads } from "../route/roads.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { blockAt, townMap } from "../specs/map/town-map.ts";
import { speedsNow } from "../traffic/speeds-now.ts";
import { openTrafficFeed } from "../traffic/traffic-feed.ts";
import { weekPattern } from "../traffic/week-pattern.ts";
import { hireRoads, type RoadsHired } from "./hire-roads.ts";
import { liveDrive } from "../desk/tariff-desk.ts";
import type { RoadsPool } from "./roads-pool.ts";

/** A thread begins in half a second, and in several on a busy machine. */
const UNHURRIED = { timeout: 120_000 };
const PLANTED = new URL("../specs/pool/planted-thread.ts", import.meta.url);
const STILLBORN = new URL("../specs/pool/stillborn-thread.ts", import.meta.url);
const world = realWorld();
const WORLD_OVER = { southWest: { lat: -80, lng: -170 }, northEast: { lat: 80, lng: 170 } };
const NOTHING_USUAL = weekPattern(() => 100);
const truck = { kind: "truck" } as const;

let town: RoadMap;
beforeAll(async () => {
  // Two streets side by side; the southern one is shorter.
  town = await townMap([
    { over: ["0,0", "5,0", "10,0"] },
    { over: ["0,0", "0,2"] },
    { over: ["0,2", "10,2"] },
    { over: ["10,2", "10,0"] },
  ]);
});

/** A pool that is closed at the end, however that comes. */
async function withPool(
  own: Partial<RoadsHired>,
  use: (pool: RoadsPool, troubles: readonly Fault[]) => Promise<void>,
): Promise<void> {
  const troubles: Fault[] = [];
  const trouble = (fault: Fault) => void troubles.push(fault);
  const pool = await hireRoads({ map: town, world, threads: 2, trouble, ...own });
  try {
    await use(pool, troubles);
  } finally {
    await pool.close();
  }
}

const across: RouteQuestion = {
  stops: ["0,0", "10,0"].map((block) => ({ position: blockAt(block) })),
  vehicle: truck,
  optimize: "time",
  alternatives: false,
};
const closed: RoadHappening = {
  id: "works",
  revision: 1,
  area: { southWest: { lat: -0.0001, lng: 0.003 }, northEast: { lat: 0.0001, lng: 0.006 } },
  effect: "closed",
  fromAt: 0,
  untilAt: Number.MAX_SAFE_INTEGER,
};

async function metres(pool: RoadsPool, asked = across): Promise<number | string> {
  const answer = await pool.route(asked);
  return isRefusal(answer) ? answer.refused : answer.routes[0].distanceM;
}

const planted = (text: string) => ({ text, limit: 1 });

/** A day whose planning takes as long as it may. */
function slowTours(budgetMs: number): ToursQuestion {
  const from = world.now();
  const shifts = [{ from, until: from + 36_000_000 }];
  const start = blockAt("0,0");
  // So many that there is always another order to try.
  const loads = Array.from({ length: 60 }, (_, i) => {
    const position = blockAt(`${(i * 7) % 11},${(i % 2) * 2}`);
    return { id: `load ${i}`, weightKg: 1, delivery: { position, serviceS: 60 } };
  });
  return {
    trucks: [{ id: "KDA", vehicle: truck, start, shifts, capacityKg: 99 }],
    loads,
    budgetMs,
  };
}

describe("a thread that does not answer (U152)", UNHURRIED, () => {
  test("is ended and replaced while all others go on, and its asker may try again", async () => {
    await withPool({ thread: PLANTED, threads: 3 }, async (pool, troubles) => {
      const lost = pool.geocode(planted("endless")).catch((fault: unknown) => fault);
      const others = await Promise.all(Array.from({ length: 60 }, () => metres(pool)));
      expect(new Set(others)).toEqual(new Set([1_000]));
      expect(await lost).toMatchObject({ retry: true, code: "roads-thread-ended" });
      expect(troubles).toHaveLength(1);
      const after = await Promise.all(Array.from({ length: 60 }, () => metres(pool)));
      expect(new Set(after)).toEqual(new Set([1_000]));
    });
  });

  test.for([
    ["dies", "die", { retry: true, code: "roads-thread-ended" }],
    ["stumbles", "stumble", { retry: false, code: "roads-question-failed" }],
  ] as const)("and one that %s is replaced by one that knows what happened", async (row) => {
    const [, word, fault] = row;
    await withPool({ thread: PLANTED, threads: 1 }, async (pool) => {
      pool.happened(closed);
      await expect(pool.geocode(planted(word))).rejects.toMatchObject(fault);
      expect(await metres(pool)).toBe(1_400);
    });
  });

  test("before it can begin is said at once, and nothing is left running", async () => {
    await expect(
      hireRoads({ map: town, world, threads: 2, thread: STILLBORN }),
    ).rejects.toMatchObject({
      message: "A thread of the roads cannot begin",
    });
  });
});

describe("the thread that fits traffic", UNHURRIED, () => {
  test("is replaced when it dies, by one that knows what happened and fits what comes", async () => {
    const hiredNow: Worker[] = [];
    const notice = (worker: Worker) => void hiredNow.push(worker);
    process.on("worker", notice);
    const own = { threads: 1, world: hurried(), pattern: NOTHING_USUAL };
    await withPool(own, async (pool) => {
      const free = await durationOf(pool, across);
      const comesTo = (durationS: number) =>
        until(async () => {
          await world.sleep(100);
          return (await durationOf(pool, across)) === durationS;
        });
      const jam = { ...closed, id: "jam", effect: { share: 0.5 }, area: WORLD_OVER };
      // The fitter is hired before all others.
      await hiredNow[0]!.terminate();
      pool.happened(jam);
      await comesTo(free * 2);
      pool.happened({ ...jam, revision: 2, untilAt: 0 });
      await comesTo(free);
      expect(hiredNow).toHaveLength(3);
    }).finally(() => process.off("worker", notice));
  });
});

describe("too many questions", UNHURRIED, () => {
  test("are refused at once when the line is full, and short ones have a line of their own", async () => {
    await withPool({ waitingMax: 2 }, async (pool) => {
      const long = Array.from({ length: 4 }, () => pool.tours(slowTours(700)));
      const refused = await Promise.race(long);
      expect(refused).toMatchObject({ refused: "roads-busy" });
      if ("refused" in refused) expect(refused.facts["retryAfterS"]).toBeGreaterThanOrEqual(1);
      // The one that was not taken is answered already.
      expect(await Promise.race([...long.slice(0, 3), metres(pool)])).toBe(1_000);
      const answers = await Promise.all(long);
      expect(answers.map(isRefusal)).toEqual([false, false, false, true]);
    });
  });

  test("and whoever waits when the roads are closed is told so", async () => {
    const pool = await hireRoads({ map: town, world, threads: 2 });
    const asked = [slowTours(5_000), slowTours(5_000)].map((tours) => {
      return pool.tours(tours).catch((fault: unknown) => fault);
    });
    await pool.close();
    for (const fault of [
      ...(await Promise.all(asked)),
      await pool.route(across).catch((late: unknown) => late),
    ]) {
      expect(fault).toMatchObject({ retry: true, code: "roads-closed" });
    }
  });
});

describe("U102: what happens on the roads", UNHURRIED, () => {
  test("closes them to the next route of every thread, and opens them again", async () => {
    await withPool({ threads: 3 }, async (pool) => {
      const all = () => Promise.all(Array.from({ length: 30 }, () => metres(pool)));
      expect(new Set(await all())).toEqual(new Set([1_000]));
      expect(pool.happened(closed)).toBe(true);
      expect(pool.happened(closed)).toBe(false);
      expect(new Set(await all())).toEqual(new Set([1_400]));
      const [one, other] = across.stops.map(({ position }) => position);
      const asked = { ...across, origins: [one!], destinations: [other!] };
      expect(await pool.matrix(asked)).toMatchObject({ distanceM: [[1_400]] });
      const tall = { ...across, vehicle: { ...truck, heightM: 3 } };
      expect(await metres(pool, tall)).toBe(1_400);
      pool.happened({ ...closed, revision: 2, untilAt: 0 });
      expect(new Set(await all())).toEqual(new Set([1_000]));
    });
  });

  test("slows them to all within half a minute, and needs no two minutes as what is usual does", async () => {
    const clock = { now: world.now() };
    const own = {
      threads: 1,
      world: { ...hurried(), now: () => clock.now },
      pattern: NOTHING_USUAL,
    };
    await withPool(own, async (pool) => {
      const free = await durationOf(pool, across);
      const jam = { ...closed, id: "jam", effect: { share: 0.5 }, area: WORLD_OVER };
      pool.happened(jam);
      clock.now += 29_000;
      await world.sleep(500);
      expect(await durationOf(pool, across)).toBe(free);
      clock.now += 1_000;
      await until(async () => (await durationOf(pool, across)) === free * 2);
    });
  });

  test("keeps nobody from an answer, were it ten thousand closures elsewhere", async () => {
    const map = await corridorMap();
    const [from, to] = map.places.filter(({ kind }) => kind === "city");
    const stops = [from!, to!].map(({ lat, lng }) => {
      return { position: { lat: lat / 1e7, lng: lng / 1e7 } };
    });
    await withPool({ map, threads: 1 }, async (pool) => {
      const before = await metres(pool, { ...across, stops });
      for (let i = 0; i < 10_000; i++) {
        const southWest = { lat: -5 + i / 10_000, lng: 45 };
        const area = { southWest, northEast: { lat: southWest.lat + 1, lng: 46 } };
        pool.happened({ ...closed, id: `at sea ${i}`, area });
      }
      expect(await metres(pool, { ...across, stops })).toBe(before);
    });
  });

  test("is never seen half: whatever is asked while it is fitted is of one traffic", async () => {
    const map = await corridorMap();
    const ends = map.places.filter(({ kind }) => kind === "city").slice(0, 6);
    const asked = ends.slice(1).map((end, i): RouteQuestion => {
      const stops = [ends[i]!, end].map(({ lat, lng }) => {
        return { position: { lat: lat / 1e7, lng: lng / 1e7 } };
      });
      return { ...across, stops };
    });
    const right = asked.map((question) => durations(map, question));
    await withPool({ map, world: hurried(), pattern: NOTHING_USUAL }, async (pool) => {
      const seen = asked.map(() => new Set<number>());
      let revision = 0;
      await until(async () => {
        revision += 1;
        const untilAt = revision % 2 === 0 ? 0 : Number.MAX_SAFE_INTEGER;
        const jam = { ...closed, id: "jam", effect: { share: 0.5 }, area: WORLD_OVER, untilAt };
        pool.happened({ ...jam, revision });
        for (let round = 0; round < 20; round++) {
          const told = await Promise.all(asked.map((question) => durationOf(pool, question)));
          for (const [i, durationS] of told.entries()) seen[i]!.add(durationS);
        }
        return seen.every(({ size }) => size > 1);
      });
      for (const [i, told] of seen.entries())
        expect([...told].toSorted(byNumber)).toEqual(right[i]);
    });
  });
});

/** What a way takes with and without a jam that halves all speeds. */
function durations(map: RoadMap, asked: RouteQuestion): readonly number[] {
  const stops = asked.stops.map(({ position }) => ({ position }));
  const roads = openRoads(map);
  const jammed = openTrafficFeed();
  const area = { southWest: { lat: -8e8, lng: -17e8 }, northEast: { lat: 8e8, lng: 17e8 } };
  jammed.happened({ ...closed, on: { area }, effect: { share: 0.5 } });
  const moment = { weekday: 1, minute: 0 };
  const told = [openTrafficFeed(), jammed].map((feed) => {
    const parts = { feed, pattern: NOTHING_USUAL };
    const speedNow = speedsNow(roads, parts, { now: 1, week: moment });
    const answer = openRouter(roads, { ...liveDrive("truck"), speedNow, moment }).route({ stops });
    return "routes" in answer ? Math.round(answer.routes[0].durationDs / 10) : -1;
  });
  return told.toSorted(byNumber);
}

function byNumber(one: number, other: number): number {
  return one - other;
}

/** At the wheel, by the speeds that are fitted now. */
async function durationOf(pool: RoadsPool, { stops, ...drive }: RouteQuestion): Promise<number> {
  const [from, to] = stops.map(({ position }) => position);
  const answer = await pool.matrix({ ...drive, origins: [from!], destinations: [to!] });
  return isRefusal(answer) ? -1 : answer.durationS[0]![0]!;
}

/** A world whose clock runs a thousand times as fast: traffic is fitted every eighth of a second. */
function hurried(): World {
  const startedAt = world.now();
  const began = world.ticks();
  return {
    ...world,
    now: () => startedAt + Math.round((world.ticks() - began) * 1_000),
    sleep: (ms, signal) => world.sleep(Math.min(ms, 20), signal),
  };
}

/** Tries until it holds; the time of the test is the bound. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}
