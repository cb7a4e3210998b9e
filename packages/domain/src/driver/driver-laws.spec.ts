import { array, assert, constantFrom, integer, property, record, sample } from "fast-check";
import { expect, test } from "vitest";
import {
  ASKED,
  award,
  HOUR_MS,
  JUMA,
  NOW,
  ON_DUTY,
  POLICY,
  PROFILE,
  startDay,
} from "../specs/juma.ts";
import { overlap } from "./calendar.ts";
import type { Commitment, Driver } from "./driver.ts";
import { DRIVER_ARROWS } from "./driver-arrows.ts";
import type { DriverMessage } from "./driver-message.ts";
import { TRIP_STEPS } from "./progress-trip.ts";

/** Something that somebody does, late or twice or out of order; which load, and what else, is drawn. */
interface Deed {
  readonly what:
    | ("ask" | "award" | "again" | "release" | "confirm" | "lose" | "answer" | "step")
    | ("leap" | "shift" | "policy" | "wait");
  readonly load: number;
  readonly hour: number;
  readonly yes: boolean;
}

const anyDeed = record<Deed>({
  what: constantFrom(
    ...([
      "ask",
      "award",
      "award",
      "award",
      "again",
      "release",
      "confirm",
      "confirm",
      "lose",
    ] as const),
    ...(["answer", "step", "step", "step", "step", "step", "step"] as const),
    ...(["step", "step", "step", "leap", "shift", "policy", "wait"] as const),
  ),
  load: integer({ min: 0, max: 3 }),
  hour: integer({ min: 0, max: 20 }),
  yes: constantFrom(true, true, true, false),
});
const anyDay = array(anyDeed, { minLength: 10, maxLength: 80, size: "max" });

interface Answer {
  told: number;
  /** By the platform, or by its own next award of the same bid. */
  isTakenBack: boolean;
}

/** Plays a day and judges after each message. */
function playDay(deeds: readonly Deed[]) {
  const day = startDay();
  let now = NOW;
  const timers = new Map<string, { due: number; message: DriverMessage }>();
  const awards = new Map<string, { message: DriverMessage; answer: Answer }>();
  const latest = new Map<string, Answer>();
  const steps = new Map<string, string[]>();
  const phases: string[] = [day.read().phase];

  function say(message: DriverMessage): void {
    if (message.type === "commitment.released") takeBack(message.bidId);
    for (const follows of day.say(message, now)) {
      if ("timer" in follows) {
        timers.set(follows.timer, { due: follows.due, message: follows.message as DriverMessage });
      }
      if ("cancel" in follows) timers.delete(follows.cancel);
      if ("send" in follows) hear(follows.send);
    }
    const { driver, phase } = day.read();
    judge(driver);
    phases.push(phase);
  }
  function takeBack(bidId: string): void {
    const answer = latest.get(bidId);
    if (answer !== undefined) answer.isTakenBack = true;
  }
  function hear({ type, bidId, why, tripId, step }: Readonly<Record<string, any>>): void {
    if (
      type === "commitment.made" ||
      (type === "commitment.declined" && why !== "withdrawn" && why !== "given-up")
    ) {
      latest.get(bidId)!.told++;
    }
    if (type === "trip.progressed") steps.set(tripId, [...(steps.get(tripId) ?? []), step]);
  }
  function wait(until: number): void {
    now = until;
    for (const [name, { due, message }] of timers) {
      if (due > now) continue;
      timers.delete(name);
      say(message);
    }
  }
  function take({ what, load, hour, yes }: Deed): void {
    const name = `load${load}`;
    const of = { shipmentId: `shp_${name}`, bidId: `bid_${name}` } as const;
    const trip = tripAt(day.read().driver, load);
    switch (what) {
      case "ask":
        return say({ ...ASKED, shipmentId: of.shipmentId, closesAt: now + 60_000 });
      case "award": {
        const message = award(name, { from: hour, to: hour + 5, answerBy: now + 120_000 });
        const answer = { told: 0, isTakenBack: false };
        const key = `${name}@${now}`;
        if (awards.has(key)) return;
        takeBack(of.bidId);
        awards.set(key, { message, answer });
        latest.set(of.bidId, answer);
        return say(message);
      }
      case "again": {
        const known = [...awards.values()].findLast(
          ({ answer }) => answer === latest.get(of.bidId),
        );
        return known === undefined ? undefined : say(known.message);
      }
      case "release":
        return say({ type: "commitment.released", ...of, why: "cancelled" });
      case "lose":
        return say({ type: "bid.lost", ...of });
      case "confirm":
        if (trip === undefined) return;
        return say({ ...confirmation(trip), type: "booking.confirmed", driverId: "drv_juma" });
      case "answer":
        return say({ type: "answer-award", by: JUMA, shipmentId: of.shipmentId, accept: yes });
      case "step": {
        if (trip === undefined) return;
        const next = TRIP_STEPS[yes ? trip.steps.length : hour % TRIP_STEPS.length]!;
        return say({ type: "progress-trip", by: JUMA, tripId: trip.tripId, step: next, at: now });
      }
      case "shift":
        return say({ ...ON_DUTY, available: yes } as DriverMessage);
      case "policy":
        return say({ type: "set-policy", by: JUMA, policy: { askMe: yes, autoBid: hour > 10 } });
      case "leap":
        return wait(now + hour * HOUR_MS);
      default:
        return wait(now + hour * 10_000);
    }
  }

  for (const message of [PROFILE, POLICY, ON_DUTY]) say(message);
  for (const deed of deeds) take(deed);
  wait(now + 300_000);
  return { awards: [...awards.values()], steps: [...steps.values()], phases };
}

function tripAt({ commitments }: Driver, load: number): Commitment | undefined {
  return commitments[load % Math.max(commitments.length, 1)];
}

function confirmation({ shipmentId, bidId, tripId, amount }: Commitment) {
  return { shipmentId, bidId, tripId, amount };
}

/** One load per truck and time, and one trip on the road. */
function judge({ commitments }: Driver): void {
  for (const one of commitments) {
    for (const other of commitments) if (one !== other) expect(overlap(one, other)).toBe(false);
  }
  expect(commitments.filter(({ steps }) => steps.length > 0).length).toBeLessThanOrEqual(1);
}

test("no two loads share a truck at any time, whatever comes twice, late or out of order", () => {
  assert(
    property(anyDay, (deeds) => void playDay(deeds)),
    { numRuns: 100 },
  );
});

test("an award is answered exactly once, unless it was taken back before", () => {
  assert(
    property(anyDay, (deeds) => {
      for (const { answer } of playDay(deeds).awards) {
        if (answer.isTakenBack) expect(answer.told).toBeLessThanOrEqual(1);
        else expect(answer.told).toBe(1);
      }
    }),
    { numRuns: 100 },
  );
});

test("a trip's steps go forward only, and none is left out", () => {
  assert(
    property(anyDay, (deeds) => {
      for (const taken of playDay(deeds).steps) {
        expect(taken).toEqual(TRIP_STEPS.slice(0, taken.length));
      }
    }),
    { numRuns: 100 },
  );
});

/** Of these days it is known that every arrow happens on one of them. */
const MANY_DAYS = { numRuns: 600, seed: 28 };

test("what a driver is doing changes as it is drawn, and every arrow happens", () => {
  const seen = sample(anyDay, MANY_DAYS).flatMap((deeds) => {
    const { phases } = playDay(deeds);
    return phases.slice(1).flatMap((to, i) => (phases[i] === to ? [] : [`${phases[i]} → ${to}`]));
  });
  const drawn = Object.entries(DRIVER_ARROWS).flatMap(([from, all]) =>
    all.map((to) => `${from} → ${to}`),
  );
  expect([...new Set(seen)].toSorted()).toEqual(drawn.toSorted());
});
