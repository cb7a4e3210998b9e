import { isRefusal } from "@msafara/kernel";
import { array, assert, integer, nat, property, record, tuple } from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { NEVER } from "../graph/never.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { EU_561 } from "../hours/hours-rules.ts";
import { restedState } from "../hours/hours-state.ts";
import { openRoads, type Roads } from "../route/roads.ts";
import { openTariff, type Tariff } from "../route/tariff.ts";
import type { Phantom } from "../snap/phantom.ts";
import { insertPhantoms } from "../specs/insert-phantoms.ts";
import { lawfulDijkstra } from "../specs/lawful-dijkstra.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { mapOfRoads } from "../specs/map-of-roads.ts";
import { randomLaw, withTwins } from "../specs/random-roads.ts";
import { seededDice } from "../tour/dice.ts";
import { findBackhauls } from "./find-backhauls.ts";
import { type LoadBoard, openLoadBoard } from "./load-board.ts";
import type { OpenLoad, TruckOnItsWay } from "./open-load.ts";
import { type Chain, priceChain } from "./price-chain.ts";

const HOUR_MS = 3_600_000;
const { car, truck: lorry } = USUAL_VEHICLES;

const load = (
  id: string,
  ends: readonly [Phantom, Phantom],
  own: Partial<OpenLoad> = {},
): OpenLoad => {
  const [pickup, drop] = ends.map((place) => ({ place, serviceMs: 0 }));
  return { id, pickup: pickup!, drop: drop!, payCents: 100_000, load: [5], ...own };
};

describe("U104: detours of open loads", () => {
  test("are what four ways cost that a lawful judge finds, wherever the loads lie", () => {
    const place = record({ arc: nat(), part: nat(4) });
    const law = property(
      randomLaw.map(withTwins),
      tuple(place, place),
      array(tuple(place, place), { maxLength: 4 }),
      ({ graph }, own, others) => {
        if (graph.arcCount === 0) return;
        const on = ({ arc: any, part }: { arc: number; part: number }): Phantom => {
          const arc = any % graph.arcCount;
          const alongCm = Math.floor((graph.lengthCm[arc]! * part) / 4);
          return { lat: 0, lng: 0, offM: 0, spots: [{ arc, alongCm, side: "on" }] };
        };
        const roads = openRoads(mapOfRoads(graph));
        const tariff = openTariff(roads, { vehicle: car, unit: "time" });
        const cost = tariff.cost.subarray(0, graph.arcCount);
        const between = (from: Phantom, to: Phantom) => {
          const cut = insertPhantoms({ graph, cost }, [from, to]);
          return lawfulDijkstra(cut.graph, { cost: cut.cost, from: cut.nodes[0]! })[cut.nodes[1]!]!;
        };
        const [from, to] = own.map(on) as [Phantom, Phantom];
        const loads = others.map(([a, b], i) => load(`${i}`, [on(a), on(b)]));
        const expected = loads.map(({ pickup, drop }) => {
          const legs = [
            between(from, pickup.place),
            between(pickup.place, drop.place),
            between(drop.place, to),
          ];
          const direct = between(from, to);
          if ([...legs, direct].some((paid) => paid >= NEVER)) return NEVER;
          return legs.reduce((sum, paid) => sum + paid, 0) - direct;
        });
        expect([...openLoadBoard(roads, tariff, loads).detours({ from, to })]).toEqual(expected);
      },
    );
    assert(law, { numRuns: 200, seed: 3 });
  });
});

describe("U104: loads for a truck on its way", () => {
  let roads: Roads;
  let tariff: Tariff;
  let board: LoadBoard;
  let truck: TruckOnItsWay;

  function placeNear(node: number): Phantom {
    const { graph } = roads;
    const found = roads.snap(
      { lat: graph.lat[node]! + 900, lng: graph.lng[node]! },
      { cost: tariff.cost },
    );
    if (isRefusal(found)) expect.unreachable("a junction lies on a road");
    return found;
  }

  beforeAll(async () => {
    roads = openRoads(await corridorMap());
    tariff = openTariff(roads, { vehicle: lorry, unit: "time" });
    const dice = seededDice(8);
    const anywhere = () => placeNear(Math.floor(dice() * roads.graph.nodeCount));
    const loads = Array.from({ length: 120 }, (_, i) =>
      load(`load ${i}`, [anywhere(), anywhere()], {
        payCents: Math.round(dice() * 2_000_000),
        load: [1 + Math.floor(dice() * 12)],
      }),
    );
    board = openLoadBoard(roads, tariff, loads);
    const costs = { perKm: 4_000, perHour: 60_000 };
    truck = { from: anywhere(), to: anywhere(), zeroAt: 0, leavesMs: 0, room: [10], costs };
  }, 60_000);

  /** What anybody finds who prices each load. */
  function oneByOne(own: TruckOnItsWay): readonly Chain[] {
    return board.loads
      .flatMap((each) => {
        const chain = priceChain(board, own, [each]);
        return isRefusal(chain) ? [] : [chain];
      })
      .filter(({ profitCents }) => profitCents >= 1)
      .toSorted((one, other) => other.profitCents - one.profitCents);
  }

  test("are the best of all, though most are never priced", () => {
    for (const perKm of [0, 1_000, 4_000]) {
      const own = { ...truck, costs: { perKm, perHour: 60_000 } };
      const best = oneByOne(own).slice(0, 5);
      expect(best.length).toBeGreaterThan(0);
      expect(findBackhauls(board, own, { most: 5 })).toEqual(best);
    }
  });

  test("cost exactly the detour that was foretold, and are paid by its kilometres and hours", () => {
    const detours = board.detours(truck);
    for (const chain of findBackhauls(board, truck, { most: 3 })) {
      const i = board.loads.findIndex(({ id }) => id === chain.loadIds[0]);
      expect(chain.detourDs).toBe(detours[i]);
      const spent = (chain.detourDs / 36_000) * 60_000 + (chain.detourCm / 100_000) * 4_000;
      expect(chain.profitCents).toBeCloseTo(chain.payCents - spent, 6);
    }
  });

  test("are refused by name where size, window or hours do not allow them", () => {
    const [best] = findBackhauls(board, truck, { most: 1 });
    const good = board.loads.find(({ id }) => id === best!.loadIds[0])!;
    const why = (spoilt: Partial<TruckOnItsWay>, own: Partial<OpenLoad> = {}) => {
      const answer = priceChain(board, { ...truck, ...spoilt }, [{ ...good, ...own }]);
      return "why" in answer ? answer.why : "fits";
    };
    const windows = [{ fromMs: 0, untilMs: best!.startsMs[0]! - 1 }];
    const hours = { rules: EU_561, state: restedState(0) };
    expect(why({})).toBe("fits");
    expect(why({ room: [0] })).toBe("too-large");
    expect(why({}, { pickup: { ...good.pickup, windows } })).toBe("too-late");
    expect(why({ dueMs: best!.arrivesMs - 1 })).toBe("too-late");
    expect(why({ dueMs: best!.arrivesMs + 60_000 })).toBe("fits");
    const away = { ...good.pickup, place: { ...good.pickup.place, spots: [] } };
    expect(why({}, { pickup: away })).toBe("no-way");
    const far = oneByOne({ ...truck, hours }).find(({ pauses }) => pauses.length > 0);
    const stops = board.loads.find(({ id }) => id === far!.loadIds[0])!;
    const free = priceChain(board, truck, [stops]);
    if (isRefusal(free)) expect.unreachable("it fits without hours");
    expect(far!.arrivesMs).toBeGreaterThan(free.arrivesMs);
    const due = { hours, dueMs: free.arrivesMs + HOUR_MS / 60 };
    expect(priceChain(board, { ...truck, ...due }, [stops])).toMatchObject({ why: "beyond-hours" });
  });

  test("are collected in the first window that is open, in whatever order they are told", () => {
    const [best] = findBackhauls(board, truck, { most: 1 });
    const good = board.loads.find(({ id }) => id === best!.loadIds[0])!;
    const arriveMs = best!.startsMs[0]!;
    const windows = [
      { fromMs: arriveMs + 2 * HOUR_MS, untilMs: arriveMs + 3 * HOUR_MS },
      { fromMs: arriveMs, untilMs: arriveMs + HOUR_MS },
    ];
    const chain = priceChain(board, truck, [{ ...good, pickup: { ...good.pickup, windows } }]);
    expect(chain).toMatchObject({ startsMs: [arriveMs, best!.startsMs[1]] });
  });

  test("make chains that are priced as one and are worth more than each link alone", () => {
    const chains = findBackhauls(board, truck, { most: 5, chainMost: 3 });
    const [single] = findBackhauls(board, truck, { most: 1 });
    expect(chains[0]!.loadIds.length).toBeGreaterThan(1);
    expect(chains[0]!.profitCents).toBeGreaterThan(single!.profitCents);
    for (const chain of chains) {
      const loads = chain.loadIds.map((id) => board.loads.find((each) => each.id === id)!);
      expect(priceChain(board, truck, loads)).toEqual(chain);
      expect(new Set(chain.loadIds).size).toBe(chain.loadIds.length);
      const stops = [truck.from, ...loads.flatMap((each) => [each.pickup.place, each.drop.place])];
      const legs = [...stops.slice(1), truck.to].map((to, i) => {
        return board.costOf({ from: stops[i]!, to });
      });
      const own = board.costOf(truck);
      expect(chain.detourDs).toBe(legs.reduce((sum, cost) => sum + cost, 0) - own);
    }
  });

  test("are none for a truck that has no way of its own, or whose costs eat all pay", () => {
    const lost = { ...truck, to: { ...truck.to, spots: [] } };
    expect(findBackhauls(board, lost, { most: 5, chainMost: 2 })).toEqual([]);
    const law = property(integer({ min: 1_000_000, max: 9_000_000 }), (perKm) => {
      const dear = { ...truck, costs: { perKm, perHour: perKm } };
      const found = findBackhauls(board, dear, { most: 3 });
      expect(found.every(({ profitCents }) => profitCents >= 1)).toBe(true);
    });
    assert(law, { numRuns: 5 });
  });
});
