import { expect, test } from "vitest";
import { wayOf } from "./way.ts";

const NAIROBI = { lat: -1, lng: 36 };
const NAIVASHA = { lat: -1, lng: 37 };
const NAKURU = { lat: 0, lng: 37 };

test("time passes evenly along each leg, and nobody leaves the way before it or after it", () => {
  const way = wayOf([
    { points: [NAIROBI], ms: 0 },
    { points: [NAIVASHA], ms: 1_000 },
    { points: [NAKURU], ms: 500 },
  ]);
  expect(way.totalMs).toBe(1_500);
  expect(way.positionAt(0)).toEqual(NAIROBI);
  expect(way.positionAt(500)).toEqual({ lat: -1, lng: 36.5 });
  expect(way.positionAt(1_250)).toEqual({ lat: -0.5, lng: 37 });
  expect(way.positionAt(9_999)).toEqual(NAKURU);
});

test("a way to where one is takes no time", () => {
  const way = wayOf([{ points: [NAIROBI, NAIROBI], ms: 0 }]);
  expect(way.totalMs).toBe(0);
  expect(way.positionAt(5)).toEqual(NAIROBI);
});
