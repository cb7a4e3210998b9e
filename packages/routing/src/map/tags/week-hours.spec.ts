import { assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { readConditional } from "./conditional.ts";
import { conditionHolds, hoursHold, readWeekHours } from "./week-hours.ts";

const [MONDAY, TUESDAY, SATURDAY, SUNDAY] = [0, 1, 5, 6];
const at = (hour: number, minute = 0) => hour * 60 + minute;

test.for([
  ["no @ (Mo-Fr 07:00-09:00)", [{ value: "no", when: "Mo-Fr 07:00-09:00" }]],
  ["no @ 19:00-06:00", [{ value: "no", when: "19:00-06:00" }]],
  [
    "no @ (Mo-Fr 07:00-09:00; Sa 10:00-12:00); destination @ (weight>7.5)",
    [
      { value: "no", when: "Mo-Fr 07:00-09:00; Sa 10:00-12:00" },
      { value: "destination", when: "weight>7.5" },
    ],
  ],
  ["no", []],
] as const)("%j says %j", ([text, expected]) => {
  expect(readConditional(text)).toEqual(expected);
});

describe("a condition holds", () => {
  test.for([
    ["Mo-Fr 07:00-09:00", MONDAY, at(7), true],
    ["Mo-Fr 07:00-09:00", MONDAY, at(6, 59), false],
    ["Mo-Fr 07:00-09:00", MONDAY, at(9), false],
    ["Mo-Fr 07:00-09:00", SATURDAY, at(8), false],
    ["Mo-Fr 07:00-09:00,16:00-18:00", TUESDAY, at(17), true],
    ["22:00-06:00", MONDAY, at(23), true],
    ["22:00-06:00", MONDAY, at(5), true],
    ["Sa 22:00-06:00", SUNDAY, at(5), true],
    ["Sa 22:00-06:00", SATURDAY, at(5), false],
    ["Su 22:00-06:00", MONDAY, at(5), true],
    ["Fr-Mo", SUNDAY, at(12), true],
    ["Fr-Mo", TUESDAY, at(12), false],
    ["24/7", SUNDAY, at(3), true],
    ["Mo-Sa 08:00-18:00; Tu off", TUESDAY, at(12), false],
    ["Mo-Fr,PH 07:00-09:00", MONDAY, at(8), true],
  ] as const)("%j on day %i at minute %i: %j", ([when, weekday, minute, expected]) => {
    expect(conditionHolds(when, { weekday, minute })).toBe(expected);
  });

  test.for(["sunset-sunrise", "Nov-Mar", "weight>3.5", "Mo-Fr 7-9", "wet", ""])(
    "%j is not told from a clock",
    (when) => {
      expect(conditionHolds(when, { weekday: MONDAY, minute: 0 })).toBe("unknown");
    },
  );

  test("for as many minutes of a week as its times are long, wherever they lie", () => {
    const day = constantFrom("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
    const anyHours = property(
      day,
      integer({ min: 0, max: 23 }),
      integer({ min: 1, max: 23 }),
      (on, from, hours) => {
        const clock = (hour: number) => `${String(hour % 24).padStart(2, "0")}:00`;
        const week = readWeekHours(`${on} ${clock(from)}-${clock(from + hours)}`)!;
        let minutes = 0;
        for (let i = 0; i < 7 * 1440; i += 60) {
          if (hoursHold(week, { weekday: Math.floor(i / 1440), minute: i % 1440 })) minutes += 60;
        }
        expect(minutes).toBe(hours * 60);
      },
    );
    assert(anyHours, { numRuns: 30 });
  });
});
