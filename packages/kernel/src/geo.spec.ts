import { assert, double, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { crowFliesM, type Position } from "./geo.ts";

const NAIROBI = { lat: -1.2921, lng: 36.8219 };
const MOMBASA = { lat: -4.0435, lng: 39.6682 };
const HALF_ROUND_M = 20_015_115;

const anywhere = record({
  lat: double({ min: -90, max: 90, noNaN: true }),
  lng: double({ min: -180, max: 180, noNaN: true }),
});

describe("the distance as the crow flies", () => {
  test("from Nairobi to Mombasa is 440 km", () => {
    expect(crowFliesM(NAIROBI, MOMBASA)).toBeGreaterThan(439_000);
    expect(crowFliesM(NAIROBI, MOMBASA)).toBeLessThan(441_000);
  });

  test("is whole metres, the same there and back, and never more than half round the earth", () => {
    assert(
      property(anywhere, anywhere, (from, to) => {
        const metres = crowFliesM(from, to);
        expect(metres).toBe(crowFliesM(to, from));
        expect(Number.isInteger(metres)).toBe(true);
        expect(metres).toBeLessThanOrEqual(HALF_ROUND_M);
      }),
    );
  });

  test("to where one stands is nothing", () => {
    assert(property(anywhere, (here) => crowFliesM(here, here) === 0));
  });

  test("is never shortened by a stop on the way, but for rounding", () => {
    assert(
      property(anywhere, anywhere, anywhere, (from, stop, to) => {
        const direct = crowFliesM(from, to);
        expect(direct).toBeLessThanOrEqual(crowFliesM(from, stop) + crowFliesM(stop, to) + 2);
      }),
    );
  });

  test("does not go round the earth to cross the date line", () => {
    const east: Position = { lat: 0, lng: 179.9 };
    const west: Position = { lat: 0, lng: -179.9 };
    expect(crowFliesM(east, west)).toBeLessThan(25_000);
  });
});
