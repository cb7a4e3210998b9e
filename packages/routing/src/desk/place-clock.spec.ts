import { describe, expect, test } from "vitest";
import { openPlaceClock } from "./place-clock.ts";

const MONDAY_NOON = Date.parse("2026-11-23T12:00:00Z");

describe("the clock of a place", () => {
  test.for([
    ["Africa/Nairobi", "2026-11-23T12:00:00Z", { weekday: 0, minute: 15 * 60 }],
    ["Africa/Nairobi", "2026-11-22T22:30:00Z", { weekday: 0, minute: 90 }],
    ["America/New_York", "2026-07-06T03:00:00Z", { weekday: 6, minute: 23 * 60 }],
    ["America/New_York", "2026-11-23T04:00:00Z", { weekday: 6, minute: 23 * 60 }],
    ["Europe/London", "1969-12-29T01:02:00Z", { weekday: 0, minute: 122 }],
  ] as const)("in %s says at %s what the wall says", ([zone, instant, week]) => {
    expect(openPlaceClock(zone).weekOf(Date.parse(instant))).toEqual(week);
  });

  test("of a zone that nobody knows cannot be opened", () => {
    expect(() => openPlaceClock("Mars/Olympus")).toThrow(/time zone/);
    expect(openPlaceClock("UTC").zoneMs(MONDAY_NOON)).toBe(0);
  });
});
