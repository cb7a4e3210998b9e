import { array, assert, integer, oneof, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { fromIso, toIso } from "./instant.ts";

const YEAR_0 = -62_167_219_200_000;
const YEAR_9999 = 253_402_300_799_999;

describe("an instant", () => {
  test("comes back from the wire as it went", () => {
    const anyInstant = integer({ min: YEAR_0, max: YEAR_9999 });
    assert(property(anyInstant, (instant) => fromIso(toIso(instant)) === instant));
  });

  test("is put as the machine puts it, whatever was put before", () => {
    const close = integer({ min: -200_000_000, max: 200_000_000 });
    const far = integer({ min: YEAR_0 - 1_000_000_000, max: YEAR_9999 + 1_000_000_000 });
    const any = array(oneof(close, far), { maxLength: 20 });
    const put = (instant: number) => new Date(instant).toISOString();
    assert(property(any, (instants) => instants.every((it) => toIso(it) === put(it))));
    expect([1.9, -0.5, -1.5].map((it) => toIso(it))).toEqual([1.9, -0.5, -1.5].map(put));
  });

  test("sorts on the wire as it does in time", () => {
    const anyInstant = integer({ min: YEAR_0, max: YEAR_9999 });
    assert(
      property(anyInstant, anyInstant, (one, other) => toIso(one) < toIso(other) === one < other),
    );
  });

  test("is the same at noon in Nairobi and at nine in Greenwich", () => {
    expect(fromIso("2026-11-20T12:00:00+03:00")).toBe(fromIso("2026-11-20T09:00Z"));
  });

  test.for(["2028-02-29T00:00Z", "2000-02-29T00:00Z", "0004-02-29T00:00Z", "2026-12-31T23:59Z"])(
    "is read on %s, a day that exists",
    (text) => {
      expect(fromIso(text)).toBeTypeOf("number");
    },
  );

  test.for([
    ["no offset: nobody knows whose noon it is", "2026-11-20T12:00:00"],
    ["no time", "2026-11-20"],
    ["a month that does not exist", "2026-13-01T00:00:00Z"],
    ["a day that the month does not have", "2026-02-30T00:00:00Z"],
    ["a leap day in a year without one", "2100-02-29T00:00:00+03:00"],
    ["an hour that does not exist", "2026-11-20T25:00:00Z"],
    ["words", "tomorrow at noon"],
    ["something behind it", "2026-11-20T12:00:00Z; drop table trips"],
    ["nothing", ""],
  ])("is not read from a text with %s", ([, text = ""]) => {
    expect(fromIso(text)).toBeUndefined();
  });
});
