import { isRefusal } from "@msafara/kernel";
import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { checkHours, type Stretch } from "../specs/tour/check-hours.ts";
import { EU_561, type HoursRules, kenyaRules, US_PROPERTY } from "./hours-rules.ts";
import { type Activity, advance, type HoursState, restedState } from "./hours-state.ts";
import { leastRestMs } from "./least-rest-ms.ts";
import { type HoursPlan, type HoursStop, planBreaks } from "./plan-breaks.ts";
import { roomToDrive, roomToWork } from "./room-to-drive.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ALWAYS = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
/** Monday 5 January 1970, midnight. */
const MONDAY = 4 * 24 * HOUR_MS;

function hours(doing: Activity["doing"], count: number): Activity {
  return { doing, ms: count * HOUR_MS };
}

function after(rules: HoursRules, ...activities: readonly Activity[]): HoursState {
  return activities.reduce((state, one) => advance(rules, state, one), restedState(MONDAY));
}

/** A driver who sets out rested on Monday. */
function planned(rules: HoursRules, stops: readonly HoursStop[]): HoursPlan {
  const state = restedState(MONDAY);
  const plan = planBreaks({ rules, state, zeroAt: MONDAY, fromMs: 0, stops });
  if (isRefusal(plan)) expect.fail(JSON.stringify(plan));
  return plan;
}

function leg(driveHours: number, own: Partial<HoursStop> = {}): HoursStop {
  return { driveMs: driveHours * HOUR_MS, workMs: 0, openings: ALWAYS, ...own };
}

describe("may I still drive? (F34)", () => {
  test.for([
    ["a rested driver, until the break", EU_561, [], 4.5, "break"],
    ["after three hours", EU_561, [hours("drive", 3)], 1.5, "break"],
    [
      "after a break in two parts",
      EU_561,
      [hours("drive", 2), hours("rest", 0.25), hours("drive", 2), hours("rest", 0.5)],
      4.5,
      "break",
    ],
    [
      "after the parts the wrong way round",
      EU_561,
      [hours("drive", 2), hours("rest", 0.5), hours("drive", 2), hours("rest", 0.25)],
      0.5,
      "break",
    ],
    [
      "eight hours into the day",
      EU_561,
      [hours("drive", 4.5), hours("rest", 0.75), hours("drive", 3.5)],
      1,
      "day",
    ],
    ["at the end of a long shift", EU_561, [hours("drive", 1), hours("work", 11)], 1, "shift"],
    ["after a night", EU_561, [hours("drive", 4.5), hours("rest", 11)], 4.5, "break"],
    ["after too short a night", EU_561, [hours("drive", 4.5), hours("rest", 8.9)], 0, "shift"],
    ["an American after eight hours", US_PROPERTY, [hours("drive", 8)], 0, "break"],
    [
      "an American who unloaded for half an hour",
      US_PROPERTY,
      [hours("drive", 8), hours("work", 0.5)],
      3,
      "day",
    ],
    ["a Kenyan after four hours", kenyaRules(), [hours("drive", 4)], 0, "break"],
    [
      "a Kenyan whose fleet allows ten a day",
      kenyaRules({ driveDailyMs: 10 * HOUR_MS }),
      [hours("drive", 4), hours("rest", 0.5), hours("drive", 4), hours("rest", 0.5)],
      2,
      "day",
    ],
  ] as const)("%s", ([, rules, past, room, boundBy]) => {
    expect(roomToDrive(rules, after(rules, ...past))).toEqual({ ms: room * HOUR_MS, boundBy });
  });

  test("an American who may not drive any more may still unload", () => {
    const late = after(US_PROPERTY, hours("drive", 1), hours("work", 14));
    expect(roomToDrive(US_PROPERTY, late)).toEqual({ ms: 0, boundBy: "shift" });
    expect(roomToWork(US_PROPERTY, late).ms).toBe(Number.POSITIVE_INFINITY);
  });

  test("56 hours in a week are enough, and Monday begins a new one", () => {
    const days = [5, 5, 5, 4, 4, 5].flatMap((second) => [
      hours("drive", 4.5),
      hours("rest", 0.75),
      hours("drive", second),
      hours("rest", 13.75 - second + 5),
    ]);
    const saturday = after(EU_561, ...days.slice(0, -1));
    expect(roomToDrive(EU_561, saturday).ms).toBeLessThanOrEqual(HOUR_MS);
    const drivenMs = saturday.days.reduce((sum, { driveMs }) => sum + driveMs, 0);
    expect(drivenMs).toBe(55 * HOUR_MS);
    const monday = advance(EU_561, saturday, hours("rest", 48));
    expect(roomToDrive(EU_561, monday)).toEqual({ ms: 4.5 * HOUR_MS, boundBy: "break" });
  });

  test("70 hours on duty in eight days are enough, until a restart", () => {
    const days = [1, 2, 3, 4, 5].flatMap(() => [hours("work", 14), hours("rest", 10)]);
    const tired = after(US_PROPERTY, ...days);
    expect(roomToDrive(US_PROPERTY, tired)).toEqual({ ms: 0, boundBy: "total" });
    const fresh = advance(US_PROPERTY, tired, hours("rest", 24));
    expect(roomToDrive(US_PROPERTY, fresh)).toEqual({ ms: 8 * HOUR_MS, boundBy: "break" });
  });

  test("cutting an activity in two changes nothing", () => {
    const activity = record({
      doing: constantFrom("drive", "work", "rest"),
      ms: integer({ min: 2, max: 700 }),
    });
    const law = property(
      array(activity, { maxLength: 12 }),
      constantFrom(EU_561, US_PROPERTY, kenyaRules()),
      (drawn, rules) => {
        const whole = drawn.map(({ doing, ms }) => ({ doing, ms: ms * MINUTE_MS }));
        const halves = whole.flatMap((one) => [
          { ...one, ms: Math.floor(one.ms / 3) },
          { ...one, ms: one.ms - Math.floor(one.ms / 3) },
        ]);
        expect(after(rules, ...halves)).toEqual(after(rules, ...whole));
      },
    );
    assert(law, { numRuns: 200, seed: 1 });
  });
});

describe("planning breaks (F34)", () => {
  test("rests 45 minutes after four and a half hours", () => {
    const plan = planned(EU_561, [leg(8)]);
    expect(plan.endMs).toBe(8.75 * HOUR_MS);
    expect(plan.pauses).toEqual([
      { atMs: 4.5 * HOUR_MS, ms: 0.75 * HOUR_MS, dueTo: "break", beforeStop: 0 },
    ]);
  });

  test("drives a longer day where that saves the night", () => {
    const plan = planned(EU_561, [leg(10)]);
    expect(plan.endMs).toBe(11.5 * HOUR_MS);
    expect(plan.state.longerDays).toBe(1);
  });

  test("sleeps the shorter night when it may", () => {
    const plan = planned(EU_561, [leg(12)]);
    expect(plan.endMs).toBe((12 + 0.75 + 9) * HOUR_MS);
  });

  test("makes waiting at a gate its break", () => {
    const gate = leg(4, { openings: [4.5 * HOUR_MS, 9 * HOUR_MS] });
    const plan = planned(EU_561, [gate, leg(4)]);
    // It stays a quarter of an hour longer than the gate asks, and need not stop again.
    expect(plan.stops[0]).toEqual({ arriveMs: 4 * HOUR_MS, startMs: 4.75 * HOUR_MS });
    expect(plan.endMs).toBe(8.75 * HOUR_MS);
  });

  test("says which stop cannot be reached in time", () => {
    const stops = [leg(4), leg(4, { openings: [0, 8.5 * HOUR_MS] })];
    const state = restedState(MONDAY);
    expect(planBreaks({ rules: EU_561, state, zeroAt: MONDAY, fromMs: 0, stops })).toEqual({
      refused: "hours-cannot-be-kept",
      facts: { stop: 1 },
    });
  });

  test.for([
    ["eu-561", EU_561],
    ["us-property", US_PROPERTY],
    ["kenya", kenyaRules()],
  ] as const)("whatever is asked, the law is kept: %s", ([, rules]) => {
    const stop = record({
      drive: integer({ min: 0, max: 900 }),
      work: integer({ min: 0, max: 180 }),
      opens: integer({ min: 0, max: 3_000 }),
    });
    const law = property(array(stop, { minLength: 1, maxLength: 6 }), (drawn) => {
      const stops = drawn.map(({ drive, work, opens }) => ({
        driveMs: drive * MINUTE_MS,
        workMs: work * MINUTE_MS,
        openings: [opens * MINUTE_MS, Number.POSITIVE_INFINITY],
      }));
      const plan = planned(rules, stops);
      expect(checkHours(rules, stretchesOf(plan, stops), MONDAY + plan.departMs)).toEqual([]);
      const onlyMs = stops.reduce((sum, { driveMs, workMs }) => sum + driveMs + workMs, 0);
      const drivenMs = stops.reduce((sum, { driveMs }) => sum + driveMs, 0);
      expect(plan.endMs).toBeGreaterThanOrEqual(onlyMs + leastRestMs(rules, drivenMs));
      for (const [index, { startMs }] of plan.stops.entries()) {
        expect(startMs).toBeGreaterThanOrEqual(stops[index]!.openings[0]!);
      }
    });
    assert(law, { numRuns: 80, seed: 2 });
  });

  test("a fortnight's work keeps weekly rests, totals and restarts", () => {
    const days = property(
      integer({ min: 300, max: 540 }),
      integer({ min: 0, max: 5 }),
      (drive, late) => {
        for (const rules of [EU_561, US_PROPERTY, kenyaRules()]) {
          const stops = Array.from({ length: 14 }, () =>
            leg(0, { driveMs: drive * MINUTE_MS, workMs: 2 * HOUR_MS }),
          );
          const from = MONDAY + late * 24 * HOUR_MS;
          const asked = { rules, state: restedState(from), zeroAt: from, fromMs: 0, stops };
          const plan = planBreaks(asked);
          if (isRefusal(plan)) expect.fail(`${rules.name} can be kept`);
          expect(checkHours(rules, stretchesOf(plan, stops), from + plan.departMs)).toEqual([]);
        }
      },
    );
    assert(days, { numRuns: 20, seed: 6 });
  });

  test("more room never makes a plan later", () => {
    const stop = record({
      drive: integer({ min: 0, max: 700 }),
      opens: integer({ min: 0, max: 900 }),
    });
    const law = property(array(stop, { minLength: 1, maxLength: 4 }), (drawn) => {
      const stops = drawn.map(({ drive, opens }) =>
        leg(drive / 60, { openings: [opens * MINUTE_MS, Number.POSITIVE_INFINITY] }),
      );
      const { longerDay: _longer, shorterRest: _shorter, breakParts: _parts, ...strict } = EU_561;
      expect(planned(EU_561, stops).endMs).toBeLessThanOrEqual(planned(strict, stops).endMs);
    });
    assert(law, { numRuns: 80, seed: 3 });
  });
});

/** The plan as it is lived: driving up to each pause, waiting as rest, work at the stops. */
function stretchesOf(plan: HoursPlan, stops: readonly HoursStop[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let clockMs = plan.departMs;
  const go = (doing: Stretch["doing"], untilMs: number): void => {
    if (untilMs > clockMs) stretches.push({ doing, ms: untilMs - clockMs });
    clockMs = Math.max(clockMs, untilMs);
  };
  for (const [index, { arriveMs, startMs }] of plan.stops.entries()) {
    for (const { atMs, ms, beforeStop } of plan.pauses) {
      if (beforeStop !== index || atMs >= arriveMs) continue;
      go("drive", atMs);
      go("rest", atMs + ms);
    }
    go("drive", arriveMs);
    go("rest", startMs);
    go("work", startMs + stops[index]!.workMs);
  }
  const drivenMs = stretches
    .filter(({ doing }) => doing === "drive")
    .reduce((sum, { ms }) => sum + ms, 0);
  expect(drivenMs).toBe(stops.reduce((sum, { driveMs }) => sum + driveMs, 0));
  return stretches;
}
