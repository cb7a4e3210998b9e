import { array, assert, constantFrom, integer, nat, property, record } from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { USUAL_VEHICLES, VEHICLE_KINDS, type VehicleKind } from "../graph/vehicle.ts";
import { findWay } from "../route/find-way.ts";
import { openRoads } from "../route/roads.ts";
import { openTariff } from "../route/tariff.ts";
import { driveTrips } from "../specs/eta/drive-trips.ts";
import { townMap } from "../specs/map/town-map.ts";
import { seededDice } from "../tour/dice.ts";
import { calibrate, type DrivenTrip } from "./calibrate.ts";
import { type EtaLeg, etaLegOf, later, periodOf } from "./eta-leg.ts";
import { type EtaModel, knowledgeOf, UNTAUGHT } from "./eta-model.ts";
import { foretell } from "./foretell.ts";
import { solve } from "./solve.ts";

const MINUTE_MS = 60_000;
const HELD_OUT = 2_000;
const HOUR_ON_MAIN_ROADS = {
  freeMs: [60 * MINUTE_MS, 0, 0],
  junctions: 0,
  borders: 0,
  liveRatio: 1,
} as const;

interface Score {
  readonly errorMs: number;
  readonly under: number;
}

/** How far medians lie off on average, and how many arrivals come before the 90th percentile. */
function score(model: EtaModel, trips: readonly DrivenTrip[]): Score {
  const arrivals = trips.flatMap((trip) =>
    foretell(model, trip).map((eta, i) => ({ ...eta, arrivedMs: trip.legs[i]!.arrivedMs })),
  );
  const off = arrivals.map(({ medianMs, arrivedMs }) => Math.abs(medianMs - arrivedMs));
  const under = arrivals.filter(({ p90Ms, arrivedMs }) => arrivedMs <= p90Ms);
  return { errorMs: mean(off), under: under.length / arrivals.length };
}

/** What free roads and the usual stays say. */
function freeFlowError(trips: readonly DrivenTrip[]): number {
  const off = trips.flatMap(({ legs }) => {
    let clockMs = 0;
    return legs.map(({ freeMs, arrivedMs, stop }) => {
      clockMs += freeMs[0] + freeMs[1] + freeMs[2];
      const error = Math.abs(clockMs - arrivedMs);
      clockMs += { pickup: 45, delivery: 30, pause: 15 }[stop] * MINUTE_MS;
      return error;
    });
  });
  return mean(off);
}

function of(kind: VehicleKind, trips: readonly DrivenTrip[]): readonly DrivenTrip[] {
  return trips.filter((trip) => trip.kind === kind);
}

/** How wide a model says the arrivals of a kind lie, the 90th percentile beside the median. */
function widthOf(model: EtaModel, kind: VehicleKind): number {
  return mean(knowledgeOf(model, kind).spreads.map(({ p90, median }) => p90 / median));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("U103, U107: arrivals foretold", () => {
  let trips: readonly DrivenTrip[];
  let heldOut: readonly DrivenTrip[];
  let taught: EtaModel;

  beforeAll(() => {
    trips = driveTrips(4_000, seededDice(1));
    taught = calibrate(trips);
    heldOut = driveTrips(HELD_OUT, seededDice(2));
  });

  test("are at most half as far off as free flow on trips that nobody learnt from", () => {
    expect(score(taught, heldOut).errorMs).toBeLessThan(freeFlowError(heldOut) / 2);
    expect(score(taught, heldOut).errorMs).toBeLessThan(score(UNTAUGHT, heldOut).errorMs * 0.7);
  });

  test.for(VEHICLE_KINDS)("are so for a %s alone, too, and as sure as they say", (kind) => {
    const own = of(kind, heldOut);
    const { errorMs, under } = score(taught, own);
    expect(errorMs).toBeLessThan(freeFlowError(own) / 2);
    expect(under).toBeGreaterThan(0.85);
    expect(under).toBeLessThan(0.95);
  });

  test("meet the hour in which a long stay ends, and a stay that is known does not spread", () => {
    const leg = { ...HOUR_ON_MAIN_ROADS, freeMs: [0, 60 * MINUTE_MS, 0] } as const;
    const stays = (stayMs: number) => [
      { ...leg, stop: "pause", stayMs } as const,
      { ...leg, stop: "delivery" } as const,
    ];
    const night = { weekday: 0, minute: 60 };
    const van = (stayMs: number) => ({ kind: "van", start: night, legs: stays(stayMs) }) as const;
    const [, soon] = foretell(UNTAUGHT, van(0));
    const [, inTheRush] = foretell(UNTAUGHT, van(300 * MINUTE_MS));
    // One hour at night, and one in the morning's rush.
    expect(soon!.medianMs).toBe(Math.round(2 * 1.05 * 60 * MINUTE_MS));
    expect(inTheRush!.medianMs).toBe(Math.round((1.05 + 1.6) * 60 * MINUTE_MS) + 300 * MINUTE_MS);
    expect(inTheRush!.p90Ms).toBe(
      Math.round((1.05 + 1.6) * 1.7 * 60 * MINUTE_MS) + 300 * MINUTE_MS,
    );
  });

  test("come before the 90th percentile nine times of ten, near and far, with borders and without", () => {
    const { under } = score(taught, heldOut);
    expect(under).toBeGreaterThan(0.85);
    expect(under).toBeLessThan(0.95);
    const parts = Object.groupBy(heldOut, ({ legs }) => {
      return `${legs.length > 2 ? "long" : "short"} ${legs.some(({ borders }) => borders > 0)}`;
    });
    const each = Object.values(parts).map((part) => score(taught, part ?? []).under);
    expect(each).toHaveLength(4);
    expect(Math.min(...each)).toBeGreaterThan(0.83);
    expect(Math.max(...each)).toBeLessThan(0.97);
  });

  test.for([[0], [20], [200]])("promise no more than is known after %i trips", ([count = 0]) => {
    const model = calibrate(driveTrips(count, seededDice(3)));
    for (const kind of VEHICLE_KINDS) {
      expect(score(model, of(kind, heldOut)).under).toBeGreaterThan(0.85);
      const [eta] = foretell(model, of(kind, heldOut)[0]!);
      expect(eta!.knows).not.toBe("well");
      expect(widthOf(model, kind)).toBeGreaterThan(widthOf(taught, kind));
    }
  });

  test.for(VEHICLE_KINDS)("of a %s that nobody has seen, or hardly, promise less", (kind) => {
    const others = trips.filter((trip) => trip.kind !== kind);
    const models = [0, 10, 100].map((count) => {
      return calibrate([...others, ...of(kind, trips).slice(0, count)]);
    });
    const widths = [...models, taught].map((model) => widthOf(model, kind));
    expect(widths).toEqual(widths.toSorted((one, other) => other - one));
    const own = of(kind, heldOut);
    for (const model of models) expect(score(model, own).under).toBeGreaterThan(0.85);
    const [stranger, , some] = models.map((model) => foretell(model, own[0]!)[0]!.knows);
    expect([stranger, some]).toEqual(["little", expect.not.stringMatching("well")]);
  });

  test.for(["car", "van", "truck"] as const)(
    "of a %s with few trips lean on the others",
    (kind) => {
      const others = trips.filter((trip) => trip.kind !== kind);
      const few = of(kind, trips).slice(0, 10);
      const [own, leaning] = [calibrate(few), calibrate([...others, ...few])];
      const [alone, beside] = [own, leaning].map(
        (model) => score(model, of(kind, heldOut)).errorMs,
      );
      expect(beside).toBeLessThan(alone!);
    },
  );

  test("find a motorcycle through the jam in half of what a car loses, before anybody has seen one", () => {
    const arriveMs = (kind: VehicleKind, minute: number) => {
      const start = { weekday: 0, minute };
      const legs = [{ ...HOUR_ON_MAIN_ROADS, stop: "pause" } as const];
      return foretell(UNTAUGHT, { kind, start, legs })[0]!.medianMs;
    };
    const lostMs = (kind: VehicleKind) => arriveMs(kind, 8 * 60) - arriveMs(kind, 60);
    expect(lostMs("motorcycle")).toBe(lostMs("car") / 2);
    expect(arriveMs("truck", 60)).toBeGreaterThan(arriveMs("car", 60));
    const carsAlone = calibrate(driveTrips(500, seededDice(5), ["car"]));
    expect(knowledgeOf(carsAlone, "motorcycle").factors[1]).toBeLessThan(
      knowledgeOf(carsAlone, "car").factors[1]! * 0.8,
    );
  });

  test("open what was learnt before there were kinds, and go on from there", () => {
    const { kinds: _none, ...old } = calibrate(trips, UNTAUGHT);
    const opened: EtaModel = JSON.parse(JSON.stringify(old));
    expect(knowledgeOf(opened, "van")).toMatchObject({
      factors: old.factors,
      spreads: old.spreads,
    });
    const next = calibrate(driveTrips(1_000, seededDice(4)), opened);
    expect(next.trips).toBe(5_000);
    expect(score(next, of("truck", heldOut)).errorMs).toBeLessThan(
      score(opened, of("truck", heldOut)).errorMs,
    );
  });

  test("forget no kind that was on none of the latest trips", () => {
    const next = calibrate(driveTrips(100, seededDice(6), ["truck"]), taught);
    expect(knowledgeOf(next, "van")).toEqual(knowledgeOf(taught, "van"));
    expect(knowledgeOf(next, "truck").trips).toBe(knowledgeOf(taught, "truck").trips + 100);
  });

  test.for([
    ["truck", { nightMain: 1.34, morningMain: 3.26, pickup: 90 }],
    ["car", { nightMain: 1.1, morningMain: 2.6, pickup: 25 }],
    ["motorcycle", { nightMain: 1.14, morningMain: 1.85, pickup: 12 }],
  ] as const)("find the truth about a %s: its roads and gates", ([kind, truth]) => {
    const { factors, dwellMs, trips: count } = knowledgeOf(taught, kind);
    const near = (found: number, wanted: number) => Math.abs(found / wanted - 1) < 0.15;
    const [nightMain, morningMain] = factors;
    expect([near(nightMain!, truth.nightMain), near(morningMain!, truth.morningMain)]).toEqual([
      true,
      true,
    ]);
    expect(near(dwellMs[0]!, truth.pickup * MINUTE_MS)).toBe(true);
    expect([count, taught.trips]).toEqual([of(kind, trips).length, 4_000]);
  });

  test("never come earlier at a later stop, and never before their median", () => {
    const anyLeg = record({
      main: nat(9_000_000),
      small: nat(900_000),
      junctions: nat(90),
      borders: nat(1),
      live: integer({ min: 50, max: 300 }),
    });
    const anyKind = constantFrom(...VEHICLE_KINDS);
    const anyLegs = array(anyLeg, { maxLength: 6 });
    const law = property(anyLegs, nat(10_079), anyKind, (drawn, minute, kind) => {
      const legs = drawn.map(({ main, small, junctions, borders, live }): EtaLeg => {
        return {
          freeMs: [main, 0, small],
          junctions,
          borders,
          liveRatio: live / 100,
          stop: "pause",
        };
      });
      const start = later({ weekday: 0, minute: 0 }, minute * MINUTE_MS);
      const etas = foretell(taught, { kind, start, legs });
      for (const [i, { medianMs, p90Ms }] of etas.entries()) {
        expect(p90Ms).toBeGreaterThanOrEqual(medianMs);
        expect(medianMs).toBeGreaterThanOrEqual(etas[i - 1]?.medianMs ?? 0);
        expect(p90Ms).toBeGreaterThanOrEqual(etas[i - 1]?.p90Ms ?? 0);
      }
    });
    assert(law, { numRuns: 200 });
  });

  test("solves what was mixed", () => {
    assert(
      property(array(integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }), (truth) => {
        const rows = [
          [4, 1, 0],
          [1, 0, 5],
          [0, 7, 2],
        ];
        const mixed = rows.map((row) => {
          return [...row, row.reduce((sum, times, i) => sum + times * truth[i]!, 0)];
        });
        for (const [i, found] of solve(mixed).entries()) expect(found).toBeCloseTo(truth[i]!, 9);
      }),
    );
  });
});

describe("a leg", () => {
  test("is read off a way: its free time by group of roads, and where one might turn off", async () => {
    const roads = openRoads(
      await townMap([
        { over: ["0,0", "5,0"], tags: { highway: "trunk" } },
        { over: ["5,0", "10,0"], tags: { highway: "residential" } },
        { over: ["5,0", "5,5"] },
      ]),
    );
    const drive = { vehicle: USUAL_VEHICLES.truck, unit: "time" } as const;
    const tariff = openTariff(roads, drive);
    const spotOf = (from: number, to: number) => {
      const arc = [...roads.graph.head.keys()].find(
        (at) => roads.tail[at] === from && roads.graph.head[at] === to,
      )!;
      return arc;
    };
    const lngs = [...roads.graph.lng];
    const nodeAt = (lng: number) =>
      lngs.findIndex((each, i) => each === lng && roads.graph.lat[i] === 0);
    const [west, middle, east] = [0, 44_965, 89_930].map(nodeAt);
    const first = spotOf(west!, middle!);
    const last = spotOf(middle!, east!);
    const place = (arc: number, alongCm: number) => {
      return { lat: 0, lng: 0, offM: 0, spots: [{ arc, alongCm, side: "on" as const }] };
    };
    const way = findWay(roads, tariff, {
      from: place(first, 0),
      to: place(last, roads.graph.lengthCm[last]!),
    })!;
    const own = { borders: 0, liveRatio: 1, stop: "delivery" } as const;
    const leg = etaLegOf(roads, drive, { way, ...own });
    expect(leg.freeMs.reduce((sum, ms) => sum + ms, 0)).toBe(way.cost * 100);
    expect(leg.freeMs[1]).toBe(0);
    expect(leg.freeMs[2]).toBeGreaterThan(leg.freeMs[0]);
    expect(leg).toMatchObject({ junctions: 1, ...own });
  });

  test("is driven in the part of the week in which it will be reached", () => {
    const monday = { weekday: 0, minute: 5 * 60 };
    const hours = [0, 1, 5, 11, 15, 24 * 5 + 4];
    expect(hours.map((hour) => periodOf(later(monday, hour * 60 * MINUTE_MS)))).toEqual([
      0, 1, 2, 3, 0, 2,
    ]);
  });
});
