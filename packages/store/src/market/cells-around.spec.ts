import { crowFliesM } from "@msafara/kernel";
import { assert, double, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsAround } from "./cells-around.ts";

/** As the database counts. */
function cellOf({ lat, lng }: { readonly lat: number; readonly lng: number }): number {
  return Math.floor((lat + 90) * 4) * 1_440 + (Math.floor((lng + 180) * 4) % 1_440);
}

describe("the cells around a place", () => {
  test("hold everything within the radius, over the date line and at the poles, too", () => {
    const degrees = (max: number) => double({ min: -max, max, noNaN: true });
    const anySight = record({
      near: record({ lat: degrees(90), lng: degrees(180) }),
      way: record({ north: degrees(1), east: degrees(1) }),
      radiusM: integer({ min: 1_000, max: 1_000_000 }),
    });
    const anyPair = property(anySight, ({ near, way, radiusM }) => {
      // About as far away as the radius, in degrees that widen to the north.
      const reach = radiusM / 111_195;
      const lat = Math.min(90, Math.max(-90, near.lat + way.north * reach));
      const wide = Math.min(180, reach / Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
      const there = { lat, lng: wrapped(near.lng + way.east * wide) };
      if (crowFliesM(near, there) > radiusM) return;
      const cell = cellOf(there);
      const ranges = cellsAround(near, radiusM);
      expect(ranges.some(({ first, last }) => first <= cell && cell <= last)).toBe(true);
    });
    assert(anyPair, { numRuns: 5_000 });
  });

  test("are few: 150 km on the equator are a dozen rows of a dozen", () => {
    const ranges = cellsAround({ lat: 0.1, lng: 38.1 }, 150_000);
    expect(ranges).toHaveLength(11);
    for (const { first, last } of ranges) expect(last - first + 1).toBe(11);
  });
});

function wrapped(lng: number): number {
  return ((lng + 540) % 360) - 180;
}
