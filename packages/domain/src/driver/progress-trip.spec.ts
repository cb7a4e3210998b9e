import { describe, expect, test } from "vitest";
import {
  award,
  confirmed,
  HOUR_MS,
  JUMA,
  NAIROBI,
  NOW,
  POLICY,
  ON_DUTY,
  PROFILE,
  startDay,
  tell,
  tellJuma,
} from "../specs/juma.ts";
import type { ProgressStep } from "../shipment/shipment-message.ts";
import type { DriverCommand, DriverMessage } from "./driver-message.ts";
import { TRIP_STEPS } from "./progress-trip.ts";

type ProgressTrip = Extract<DriverCommand, { type: "progress-trip" }>;

function step(name: ProgressStep, spoil: Partial<ProgressTrip> = {}): ProgressTrip {
  return { type: "progress-trip", by: JUMA, tripId: "trp_1", step: name, at: NOW, ...spoil };
}

const BOOKED = [award("tea"), confirmed("tea")] as const;
const LOADED = [...BOOKED, step("arrived-pickup"), step("loaded")] as const;
const WHOLE = TRIP_STEPS.map((name) => step(name));
const CANCELLED: DriverMessage = {
  type: "commitment.released",
  shipmentId: "shp_tea",
  bidId: "bid_tea",
  why: "cancelled",
};

describe("a trip", () => {
  test("takes its steps in order, and what the driver is doing goes with them (U71, U75)", () => {
    const phases = WHOLE.map((_, i) => tellJuma(...BOOKED, ...WHOLE.slice(0, i + 1)).phase);
    expect(phases).toEqual([
      "Loading",
      "Loading",
      "InTransit",
      "Unloading",
      "Unloading",
      "ReturnSearch",
    ]);
  });

  test("tells the platform each step, where and when (U76)", () => {
    const { told } = tellJuma(...BOOKED, step("arrived-pickup", { position: NAIROBI }));
    expect(told.at(-1)).toEqual({
      type: "trip.progressed",
      shipmentId: "shp_tea",
      tripId: "trp_1",
      driverId: "drv_juma",
      step: "arrived-pickup",
      at: NOW,
      position: NAIROBI,
    });
  });

  test("answers where it is, and what it waits for", () => {
    const { reply } = tellJuma(...BOOKED, step("arrived-pickup"));
    const ids = { tripId: "trp_1", shipmentId: "shp_tea" };
    const there = { phase: "Loading", step: "arrived-pickup", at: NOW, next: "loaded" };
    expect(reply).toEqual({ ...ids, ...there });
    const done = { phase: "ReturnSearch", step: "delivered", at: NOW, next: null };
    expect(tellJuma(...BOOKED, ...WHOLE).reply).toEqual({ ...ids, ...done });
  });

  test.for([
    ["skipped", [step("departed")]],
    ["repeated", [step("arrived-pickup"), step("arrived-pickup")]],
    ["taken back", [...WHOLE.slice(0, 3), step("loaded")]],
  ] as const)("refuses a step that is %s, and names the one it waits for", ([, steps]) => {
    expect(tellJuma(...BOOKED, ...steps).refused).toEqual(["step-out-of-order"]);
  });

  test("that is not booked, or is over, or is another's, is not found", () => {
    expect(tellJuma(award("tea"), step("arrived-pickup")).refused).toEqual(["trip-not-found"]);
    expect(tellJuma(...BOOKED, ...WHOLE, step("delivered")).refused).toEqual(["trip-not-found"]);
    expect(tellJuma(...BOOKED, step("loaded", { tripId: "trp_9" })).refused).toEqual([
      "trip-not-found",
    ]);
  });

  test("waits while another is on the road: a truck hauls one load at a time", () => {
    const second = [award("salt", { from: 40, to: 50 }), confirmed("salt", 2)] as const;
    const { refused, driver } = tellJuma(
      ...LOADED,
      ...second,
      step("arrived-pickup", { tripId: "trp_2" }),
    );
    expect(refused).toEqual(["another-trip-under-way"]);
    expect(driver.commitments[1]?.steps).toEqual([]);
  });

  test("that runs late keeps the truck, whatever the plan said", () => {
    const early = award("salt", { from: 37, to: 50, answerBy: NOW + 99 * HOUR_MS });
    const past = award("tea", { from: -9, to: -1 });
    const onTheRoad = [past, confirmed("tea"), step("arrived-pickup")] as const;
    const late = award("salt", { from: -1, to: 9 });
    expect(tellJuma(...onTheRoad, late).told.at(-1)).toMatchObject({ why: "busy" });
    expect(tellJuma(...onTheRoad, early).told.at(-1)).toMatchObject({ type: "commitment.made" });
  });

  test("goes on after its cargo was loaded, though it is cancelled, and people are told", () => {
    const { driver, followed } = tellJuma(...LOADED, CANCELLED);
    expect(driver.commitments).toHaveLength(1);
    expect(followed).toContainEqual(
      expect.objectContaining({
        to: "ops/all",
        send: expect.objectContaining({ name: "release.contested" }),
      }),
    );
  });

  test("ends when it is cancelled before", () => {
    const { phase, followed } = tellJuma(...BOOKED, step("arrived-pickup"), CANCELLED);
    expect(phase).toBe("Available");
    expect(followed).toContainEqual({ view: "trips", key: "trp_1", row: null });
  });

  test("leaves a row that tells how it went", () => {
    const { followed } = tellJuma(...BOOKED, ...WHOLE);
    const rows = followed.filter((it) => "view" in it && it.view === "trips");
    expect(rows.at(-1)).toMatchObject({
      key: "trp_1",
      row: {
        status: "delivered",
        next: null,
        shipmentId: "shp_tea",
        amount: { amount: 50_000_00 },
      },
    });
  });
});

describe("the time of a step", () => {
  test("is the phone's, which may have been offline", () => {
    const { driver } = tellJuma(...BOOKED, step("arrived-pickup", { at: NOW - HOUR_MS }));
    expect(driver.commitments[0]?.steps[0]?.at).toBe(NOW - HOUR_MS);
  });

  test("is never in the future, nor before the step before", () => {
    const { driver } = tellJuma(
      ...BOOKED,
      step("arrived-pickup", { at: NOW + HOUR_MS }),
      step("loaded", { at: NOW - HOUR_MS }),
    );
    expect(driver.commitments[0]?.steps.map(({ at }) => at)).toEqual([NOW, NOW]);
  });
});

describe("a PIN", () => {
  const pins = { pickup: "12", delivery: "34" };
  const booked = [award("tea"), { ...confirmed("tea"), pins } as DriverMessage] as const;

  test("is asked for when cargo is taken, and when it is given", () => {
    const there = [...booked, step("arrived-pickup")] as const;
    expect(tellJuma(...there, step("loaded")).refused).toEqual(["pin-missing"]);
    const wrong = tellJuma(...there, step("loaded", { pin: "34" }));
    expect(wrong.reply).toEqual({ refused: "pin-wrong", facts: { left: 4 } });
    expect(wrong.driver.commitments[0]?.steps).toHaveLength(1);
    const rest = WHOLE.slice(2, 5);
    const unloaded = [...there, step("loaded", { pin: "12" }), ...rest] as const;
    expect(tellJuma(...unloaded, step("delivered")).refused).toEqual(["pin-missing"]);
    expect(tellJuma(...unloaded, step("delivered", { pin: "34" })).phase).toBe("ReturnSearch");
  });

  test("that is guessed at is looked at less and less often, and operators hear of it", () => {
    const day = startDay();
    const there = [PROFILE, POLICY, ON_DUTY, ...booked, step("arrived-pickup")];
    for (const message of there) day.say(message, NOW);
    const guess = step("loaded", { pin: "99" });
    for (let tries = 1; tries <= 4; tries++) day.say(guess, NOW);
    expect(day.read().followed.some((it) => "to" in it && it.to === "ops/all")).toBe(false);
    day.say(guess, NOW);
    expect(day.read().reply).toEqual({ refused: "pin-wrong", facts: { left: 0 } });
    expect(day.read().followed).toContainEqual(
      expect.objectContaining({
        to: "ops/all",
        send: expect.objectContaining({ name: "pin.missed" }),
      }),
    );
    // While it waits not even the right one is looked at, and nothing is counted.
    day.say(step("loaded", { pin: "12" }), NOW + 59_000);
    expect(day.read().refused).toEqual(["pin-waiting"]);
    day.say(guess, NOW + 60_000);
    day.say(guess, NOW + 60_000 + 119_000);
    expect(day.read().refused).toEqual(["pin-waiting", "pin-waiting"]);
    day.say(step("loaded", { pin: "12" }), NOW + 60_000 + 120_000);
    expect(day.read().driver.commitments[0]?.steps).toHaveLength(2);
  });

  test("of one end is not waited for at the other", () => {
    const there = [...booked, step("arrived-pickup")] as const;
    const guesses = Array.from({ length: 4 }, () => step("loaded", { pin: "99" }));
    const loaded = [...there, ...guesses, step("loaded", { pin: "12" })] as const;
    const missed = step("delivered", { pin: "99" });
    const { reply } = tellJuma(...loaded, ...WHOLE.slice(2, 5), missed);
    expect(reply).toEqual({ refused: "pin-wrong", facts: { left: 4 } });
  });
});

describe("what he has done", () => {
  test("is counted, and goes with his next bid", () => {
    const rated = { type: "driver.rated", shipmentId: "shp_tea", stars: 4 } as const;
    const { driver, followed } = tellJuma(...BOOKED, ...WHOLE, rated, { ...rated, stars: 5 });
    expect(driver.record).toEqual({
      delivered: 1,
      onTime: 1,
      carried: { box: 1 },
      ratings: { count: 2, stars: 9 },
    });
    const rows = followed.filter((it) => "view" in it && it.view === "drivers");
    expect(rows.at(-1)).toMatchObject({ row: { ratingBp: 9_000, onTimeBp: 10_000 } });
  });

  test("late is not on time", () => {
    const late = NOW + 40 * HOUR_MS;
    const steps = WHOLE.map((it) => ({ ...it, at: late }));
    const { driver } = tell([PROFILE, POLICY, ON_DUTY, ...BOOKED, ...steps], { now: NOW });
    expect(driver.record.onTime).toBe(1);
    const slow = [...BOOKED.map((it) => ({ ...it, answerBy: late })), ...steps];
    const { driver: tardy } = tell([PROFILE, POLICY, ON_DUTY, ...slow], { now: late });
    expect(tardy.record).toMatchObject({ delivered: 1, onTime: 0 });
  });
});
