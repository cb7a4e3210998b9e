import { toIso } from "@msafara/kernel";
import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { daySchema, instantSchema, windowSchema } from "./instant.ts";

const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2100, 11, 31, 23, 59, 59, 999);
const anyInstant = integer({ min: FIRST, max: LAST });

describe("an instant on the wire", () => {
  test("comes back as it went (R23)", () => {
    assert(
      property(anyInstant, (instant) => {
        expect(instantSchema.parse(z.encode(instantSchema, instant))).toBe(instant);
      }),
    );
  });

  test("is the same at noon in Nairobi and at nine in Greenwich", () => {
    const [noon, nine] = ["2026-11-20T12:00:00+03:00", "2026-11-20T09:00:00Z"];
    expect(instantSchema.parse(noon)).toBe(instantSchema.parse(nine));
  });

  test.for([
    "1999-12-31T23:59:59Z",
    "2101-01-01T00:00:00Z",
    "0026-11-20T12:00:00Z",
    "2026-11-20T12:00:00",
    "2026-11-20",
    "2026-02-30T12:00:00Z",
    "tomorrow",
    "1763640000000",
    `2026-11-20T12:00:00.${"0".repeat(40)}Z`,
  ])("is never %s", (text) => {
    expect(instantSchema.safeParse(text).success).toBe(false);
  });

  test("is never a number, as it is inside", () => {
    expect(instantSchema.safeParse(1_763_640_000_000).success).toBe(false);
  });

  test("centuries away is not written either", () => {
    expect(z.safeEncode(instantSchema, FIRST - 1).success).toBe(false);
    expect(z.safeEncode(instantSchema, LAST + 1).success).toBe(false);
  });
});

test("a window ends after it begins, always", () => {
  assert(
    property(anyInstant, anyInstant, (from, to) => {
      const sent = { from: toIso(from), to: toIso(to) };
      expect(windowSchema.safeParse(sent).success).toBe(from < to);
    }),
  );
});

test("a window in which there is no time is none", () => {
  const noon = "2026-11-20T12:00:00Z";
  expect(windowSchema.safeParse({ from: noon, to: noon }).success).toBe(false);
  expect(windowSchema.safeParse({ from: noon, to: "2026-11-20T12:00:00.001Z" }).success).toBe(true);
});

test.for([
  ["2028-02-29", true],
  ["2027-02-29", false],
  ["1999-12-31", false],
  ["2100-01-01", false],
  ["2027-6-30", false],
  ["2027-06-30T00:00:00Z", false],
] as const)("%s is a day of a licence: %s", ([text, isDay]) => {
  expect(daySchema.safeParse(text).success).toBe(isDay);
});
