import { describe, expect, test } from "vitest";
import { EU_561, US_PROPERTY } from "../../index.ts";
import { checkHours, type Stretch } from "./check-hours.ts";

const HOUR_MS = 3_600_000;
const MONDAY = 4 * 24 * HOUR_MS;

const go = (doing: Stretch["doing"], count: number): Stretch => ({ doing, ms: count * HOUR_MS });

/** Two stretches with a break between them, and the night up to the same hour of the next day. */
function aDay(drive: number): readonly Stretch[] {
  return [go("drive", 4.5), go("rest", 0.75), go("drive", drive - 4.5), go("rest", 23.25 - drive)];
}

/** Up to ten hours need a second break. */
const longDay = [...aDay(9).slice(0, 3), go("rest", 0.75), go("drive", 1), go("rest", 12.5)];

function week(days: readonly (readonly Stretch[])[]): readonly Stretch[] {
  return days.flat();
}

const fiveDays = Array.from({ length: 5 }, () => aDay(9));

describe("the judge of hours", () => {
  test("accepts a week of five days, a rest of 45 hours and a week after it", () => {
    const rest = [go("rest", 48)];
    expect(checkHours(EU_561, week([...fiveDays, rest, ...fiveDays]), MONDAY)).toEqual([]);
    expect(checkHours(EU_561, week([longDay, longDay, aDay(9)]), MONDAY)).toEqual([]);
  });

  test.for([
    ["a week without its rest", [...fiveDays, aDay(5), aDay(5)], MONDAY, "since a weekly rest"],
    [
      "57 hours at the wheel between two Mondays",
      [longDay, longDay, ...fiveDays.slice(1), aDay(1 + 4.5)],
      MONDAY,
      "driving of",
    ],
    [
      "91 hours in two weeks",
      [...fiveDays, aDay(5), [go("rest", 24)], ...fiveDays],
      MONDAY,
      "driving of",
    ],
    ["a third longer day in a week", [longDay, longDay, longDay], MONDAY, "too many longer days"],
  ] as const)("names %s", ([, days, from, wrong]) => {
    expect(checkHours(EU_561, week(days), from)).toEqual(
      expect.arrayContaining([expect.stringContaining(wrong)]),
    );
  });

  test("lets a longer day be taken anew on Monday", () => {
    const days = [longDay, longDay, [go("rest", 24)], longDay];
    expect(checkHours(EU_561, week(days), MONDAY + 4 * 24 * HOUR_MS)).toEqual([]);
  });

  test("counts 70 hours in 8 days in America, and nothing before a restart of 34 hours", () => {
    const day = [go("work", 4), go("drive", 8), go("rest", 12)];
    const six = Array.from({ length: 6 }, () => day);
    expect(checkHours(US_PROPERTY, week(six), MONDAY)[0]).toContain("duty of");
    const split = [...six.slice(1), [go("rest", 22)], ...six.slice(1)];
    expect(checkHours(US_PROPERTY, week(split), MONDAY)).toEqual([]);
    const short = [...six.slice(1), [go("rest", 21)], day];
    expect(checkHours(US_PROPERTY, week(short), MONDAY)[0]).toContain("duty of");
  });
});
