import { beforeAll, describe, expect, test } from "vitest";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { clockOf } from "../route/clock-of.ts";
import type { Drive } from "../route/drive.ts";
import { openRoads, type Roads } from "../route/roads.ts";
import { townMap } from "../specs/map/town-map.ts";
import { speedsNow } from "../traffic/speeds-now.ts";
import { openTrafficFeed } from "../traffic/traffic-feed.ts";
import { USUAL_WEEK } from "../traffic/week-pattern.ts";
import { meanDrive } from "./mean-drive.ts";
import { openPlaceClock } from "./place-clock.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const MONDAY = Date.parse("2026-11-23T00:00:00+03:00");
const clock = openPlaceClock("Africa/Nairobi");
const pattern = USUAL_WEEK;

let roads: Roads;

beforeAll(async () => {
  roads = openRoads(
    await townMap([
      { over: ["0,0", "200,0"], tags: { highway: "trunk" } },
      { over: ["0,0", "0,200"], tags: { highway: "residential" } },
    ]),
  );
});

const shift = (from: number, until: number) => ({
  from: MONDAY + from * HOUR_MS,
  until: MONDAY + until * HOUR_MS,
});

function driveAt(at: number, kind: "truck" | "motorcycle" = "truck"): Drive {
  const week = clock.weekOf(at);
  const speedNow = speedsNow(roads, { feed: openTrafficFeed(), pattern }, { now: at, week });
  return { vehicle: USUAL_VEHICLES[kind], unit: "time", moment: week, speedNow };
}

function timesOf(drive: Drive): readonly number[] {
  return [...roads.graph.head.keys()].map(clockOf(roads.graph, drive));
}

/** Each arc at the speed of each minute, and then the mean of all that. */
function meanTimes(shifts: readonly ReturnType<typeof shift>[], kind: "truck" | "motorcycle") {
  const minutes = shifts.flatMap(({ from, until }) =>
    Array.from({ length: (until - from) / MINUTE_MS }, (_, i) => from + i * MINUTE_MS),
  );
  const sums = new Float64Array(roads.graph.arcCount);
  for (const minute of minutes) {
    for (const [arc, ds] of timesOf(driveAt(minute, kind)).entries()) sums[arc]! += ds;
  }
  return [...sums].map((sum) => sum / minutes.length);
}

describe("a drive over the hours of a shift", () => {
  test.for([
    ["from six to eight in the evening", [shift(6, 20)], "truck"],
    ["by night and by day", [shift(0, 8.5), shift(20.25, 24)], "truck"],
    ["over three days", [shift(6, 60)], "truck"],
    ["by motorcycle", [shift(6, 20)], "motorcycle"],
  ] as const)("%s takes as long as it does on average, to two in a hundred", ([, shifts, kind]) => {
    const drive = driveAt(shifts[0].from, kind);
    const told = timesOf(meanDrive({ roads, clock, pattern }, drive, shifts));
    for (const [arc, right] of meanTimes(shifts, kind).entries()) {
      expect(Math.abs(told[arc]! / right - 1)).toBeLessThan(0.02);
    }
  });

  test("is not in the rush hour all day, as it was by the hour of its departure", () => {
    const rush = driveAt(MONDAY + 7 * HOUR_MS);
    const mean = meanDrive({ roads, clock, pattern }, rush, [shift(7, 19)]);
    const [rushed, told] = [timesOf(rush)[0]!, timesOf(mean)[0]!];
    expect(told).toBeLessThan(rushed * 0.85);
    expect(told).toBeGreaterThan(timesOf(driveAt(MONDAY + 12 * HOUR_MS))[0]!);
  });

  test("keeps what is closed closed, and nobody drives faster than the road lets him", () => {
    const rush = driveAt(MONDAY + 7 * HOUR_MS);
    const speedNow = rush.speedNow!.map((_, arc) => (arc === 0 ? 0 : roads.graph.speed[arc]!));
    const mean = meanDrive({ roads, clock, pattern }, { ...rush, speedNow }, [shift(7, 19)]);
    expect([...mean.speedNow!]).toEqual([...speedNow]);
  });

  test("crawls on where it was seen to stand in a night before a day of jams", () => {
    const night = driveAt(MONDAY + 2 * HOUR_MS, "motorcycle");
    const stuck = { ...night, speedNow: night.speedNow!.fill(10) };
    const mean = meanDrive({ roads, clock, pattern }, stuck, [shift(2, 20)]);
    for (const speed of mean.speedNow!) expect([10, 11, 12]).toContain(speed);
  });

  test("stays as it is where all hours are alike, or none is known", () => {
    const night = driveAt(MONDAY + 22 * HOUR_MS);
    expect(meanDrive({ roads, clock, pattern }, night, [shift(21, 24)])).toBe(night);
    expect(meanDrive({ roads, clock, pattern }, night, [])).toBe(night);
    const timeless: Drive = { vehicle: USUAL_VEHICLES.truck, unit: "time" };
    expect(meanDrive({ roads, clock, pattern }, timeless, [shift(6, 20)])).toBe(timeless);
  });

  test("lasts no longer to reckon for a shift of a year", () => {
    const drive = driveAt(MONDAY);
    const year = meanDrive({ roads, clock, pattern }, drive, [shift(0, 365 * 24)]);
    const week = meanDrive({ roads, clock, pattern }, drive, [shift(0, 7 * 24)]);
    expect(timesOf(year)).toEqual(timesOf(week));
  });
});
