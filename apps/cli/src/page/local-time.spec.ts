import { expect, test } from "vitest";
import { dayAndTime, localTime } from "./local-time.ts";

const now = Date.parse("2026-11-20T22:50:48Z");

test.for([
  ["the time alone for today", "2026-11-20T21:00:05Z", "UTC", "21:00:05"],
  ["the day for another day", "2026-11-19T23:00:05Z", "UTC", "19 Nov 23:00"],
  ["the year for another year", "2025-11-20T21:00:05Z", "UTC", "20 Nov 2025"],
  ["the time of the operator's wall", "2026-11-20T21:30:05Z", "Africa/Nairobi", "00:30:05"],
] as const)("tells %s", ([, at, zone, told]) => {
  expect(localTime(Date.parse(at), { now, zone })).toBe(told);
});

test("foretells with the day, the year and the hour, whatever today is", () => {
  const at = Date.parse("2026-11-20T21:30:05Z");
  expect(dayAndTime(at, "Africa/Nairobi")).toBe("21 Nov 2026 00:30");
});
