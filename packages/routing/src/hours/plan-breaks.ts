import { type Instant, refuse, type Refusal } from "@msafara/kernel";
import type { HoursRules } from "./hours-rules.ts";
import { nextOpening } from "../tour/windows.ts";
import { advance, type HoursState } from "./hours-state.ts";
import { countingPauses, pausesFor } from "./pauses-for.ts";
import { type HoursBound, roomToDrive, roomToWork, withMoreRoom } from "./room-to-drive.ts";

/** Ways to keep the hours that are followed at once; beyond it the earliest ones. */
const WAYS_MOST = 16;
/** Pauses on one leg; a leg of this many is a month. */
const PAUSES_MOST = 60;

/** A call on the way: how long to drive to it, when it is open (from, until, from, until …), how long it takes. */
export interface HoursStop {
  readonly driveMs: number;
  readonly workMs: number;
  readonly openings: readonly number[];
}

/** Stops in their order, for one driver. Times are milliseconds after `zeroAt`. */
export interface PlanBreaks {
  readonly rules: HoursRules;
  /** The driver's past; what lies between it and `fromMs` counts as rest. */
  readonly state: HoursState;
  readonly zeroAt: Instant;
  readonly fromMs: number;
  readonly stops: readonly HoursStop[];
  /** How many ways to follow at once; left out, as many as find the earliest end. Few find some end much sooner. */
  readonly waysMost?: number;
}

/** A pause that the plan makes, on the way to a stop or in front of it. */
export interface Pause {
  readonly atMs: number;
  readonly ms: number;
  /** Why: what it makes room in. A pause in waiting time has no other cause than the waiting. */
  readonly dueTo: HoursBound | "waiting";
  readonly beforeStop: number;
}

/** A lawful schedule: the earliest that was found. */
export interface HoursPlan {
  readonly departMs: number;
  readonly endMs: number;
  readonly stops: readonly { readonly arriveMs: number; readonly startMs: number }[];
  readonly pauses: readonly Pause[];
  /** The driver's hours when all is done. */
  readonly state: HoursState;
}

/** The stop that cannot be reached in time within the hours. */
export type HoursRefusal = Refusal<"hours-cannot-be-kept">;

/** One way to keep the hours up to here; ways share their past. */
interface Way {
  readonly state: HoursState;
  readonly trail: Trail | undefined;
}

type Mark =
  | { readonly mark: "depart"; readonly atMs: number }
  | { readonly mark: "pause"; readonly pause: Pause }
  | { readonly mark: "stop"; readonly arriveMs: number; readonly startMs: number };

interface Trail {
  readonly before: Trail | undefined;
  readonly mark: Mark;
}

/**
 * Puts breaks and rests into a sequence of stops so that it ends as early as can be. On the road they are taken
 * when a limit is reached, for earlier ones gain nothing; at a stop that is not open yet, waiting is rest.
 */
export function planBreaks(asked: PlanBreaks): HoursPlan | HoursRefusal {
  const { waysMost = WAYS_MOST } = asked;
  let ways = waysMost < WAYS_MOST ? earliest(departuresOf(asked), waysMost) : departuresOf(asked);
  for (const [index, stop] of asked.stops.entries()) {
    const reached = ways.flatMap((way) => drive(asked, way, index));
    ways = earliest(
      reached.flatMap((way) => call(asked, way, { stop, index })),
      waysMost,
    );
    if (ways.length === 0) return refuse("hours-cannot-be-kept", { stop: index });
  }
  return writtenOut(asked, ways[0]!);
}

/** At once, after a rest that counts, or just so late that nobody waits at the first stop. */
function departuresOf({ rules, state, zeroAt, fromMs, stops }: PlanBreaks): readonly Way[] {
  const gapMs = Math.max(0, zeroAt + fromMs - state.at);
  const ready = advance(rules, state, { doing: "rest", ms: gapMs });
  const [first] = stops;
  const delays = new Set([0, ...countingPauses(rules, ready)]);
  for (const delayMs of first === undefined ? [] : delays) {
    const arriveMs = ready.at - zeroAt + delayMs + first!.driveMs;
    const idleMs = nextOpening(first!.openings, arriveMs) - arriveMs;
    if (Number.isFinite(idleMs)) delays.add(delayMs + idleMs);
  }
  return [...delays].map((ms) => {
    const departed = advance(rules, ready, { doing: "rest", ms });
    const mark: Mark = { mark: "depart", atMs: departed.at - zeroAt };
    return { state: departed, trail: { before: undefined, mark } };
  });
}

/** Drives one leg: every lawful way to pause on it. */
function drive(asked: PlanBreaks, way: Way, index: number): readonly Way[] {
  const { rules, stops, waysMost = WAYS_MOST } = asked;
  const open = [{ way, leftMs: stops[index]!.driveMs, pauses: 0 }];
  const arrived: Way[] = [];
  for (let leg = open.pop(); leg !== undefined; leg = open.pop()) {
    const { ms } = roomToDrive(rules, leg.way.state);
    const drivenMs = Math.min(ms, leg.leftMs);
    const state = advance(rules, leg.way.state, { doing: "drive", ms: drivenMs });
    const leftMs = leg.leftMs - drivenMs;
    const driven: Way = { state, trail: leg.way.trail };
    if (leftMs === 0) arrived.push(driven);
    else if (leg.pauses < PAUSES_MOST) {
      // A total may have begun anew on the way; then nothing holds the driver.
      const { ms: moreMs, boundBy } = roomToDrive(rules, state);
      const waysOn = moreMs > 0 ? [driven] : waysPast(asked, driven, { boundBy, index });
      open.push(
        ...earliest(waysOn, waysMost).map((on) => ({ way: on, leftMs, pauses: leg.pauses + 1 })),
      );
    }
  }
  return arrived;
}

interface Limit {
  readonly boundBy: HoursBound;
  readonly index: number;
}

/** What may follow when a limit is reached: a longer day, or a pause. */
function waysPast(asked: PlanBreaks, { state, trail }: Way, { boundBy, index }: Limit): Way[] {
  const { rules } = asked;
  const longer = withMoreRoom(rules, state, boundBy).map((more) => ({ state: more, trail }));
  const rested = pausesFor(rules, state, boundBy).map((ms) =>
    pause(asked, { state, trail }, { ms, dueTo: boundBy, index }),
  );
  return [...longer, ...rested];
}

interface Rest {
  readonly ms: number;
  readonly dueTo: Pause["dueTo"];
  readonly index: number;
}

function pause({ rules, zeroAt }: PlanBreaks, way: Way, { ms, dueTo, index }: Rest): Way {
  const atMs = way.state.at - zeroAt;
  const mark: Mark = { mark: "pause", pause: { atMs, ms, dueTo, beforeStop: index } };
  return {
    state: advance(rules, way.state, { doing: "rest", ms }),
    trail: { before: way.trail, mark },
  };
}

interface Call {
  readonly stop: HoursStop;
  readonly index: number;
}

/** Waits until the stop is open, or a little longer where that counts as a break or a rest, and works there. */
function call(asked: PlanBreaks, way: Way, { stop, index }: Call): readonly Way[] {
  const { rules, zeroAt } = asked;
  const arriveMs = way.state.at - zeroAt;
  const idleMs = nextOpening(stop.openings, arriveMs) - arriveMs;
  const longer =
    idleMs > 0 || lacksRoom(rules, way.state, stop) ? countingPauses(rules, way.state) : [];
  const waits = longer.map((ms) => nextOpening(stop.openings, arriveMs + ms) - arriveMs);
  return [...new Set([idleMs, ...waits])].filter(Number.isFinite).flatMap((ms) => {
    const ready = ms > 0 ? pause(asked, way, { ms, dueTo: "waiting", index }) : way;
    const states = [ready.state, ...withMoreRoom(rules, ready.state, "shift")];
    const mark: Mark = { mark: "stop", arriveMs, startMs: arriveMs + ms };
    const able = states.find((state) => !lacksRoom(rules, state, stop));
    if (able === undefined) return [];
    const state = advance(rules, able, { doing: "work", ms: stop.workMs });
    return [{ state, trail: { before: ready.trail, mark } }];
  });
}

function lacksRoom(rules: HoursRules, state: HoursState, { workMs }: HoursStop): boolean {
  return workMs > 0 && roomToWork(rules, state).ms < workMs;
}

/** The earliest ways; one that is no earlier and has no more room than another is dropped. */
function earliest(ways: readonly Way[], most: number): readonly Way[] {
  const kept: Way[] = [];
  for (const way of ways.toSorted((one, other) => one.state.at - other.state.at)) {
    if (kept.length < most && !kept.some((other) => isNoWorse(other.state, way.state))) {
      kept.push(way);
    }
  }
  return kept;
}

/** Whether all that counts against a driver counts no more in one state than in the other. */
function isNoWorse(one: HoursState, other: HoursState): boolean {
  return (
    one.at <= other.at &&
    one.sinceBreakMs <= other.sinceBreakMs &&
    one.sinceRestMs <= other.sinceRestMs &&
    one.shiftStartedAt >= other.shiftStartedAt &&
    one.restingMs >= other.restingMs &&
    one.offWheelMs >= other.offWheelMs &&
    Number(one.hasFirstPart) >= Number(other.hasFirstPart) &&
    hasSpentNoMore(one, other)
  );
}

function hasSpentNoMore(one: HoursState, other: HoursState): boolean {
  return (
    one.isLongerDay === other.isLongerDay &&
    one.isShorterRest === other.isShorterRest &&
    one.longerDays <= other.longerDays &&
    one.shorterRests <= other.shorterRests &&
    one.weekRestedAt >= other.weekRestedAt
  );
}

function writtenOut({ zeroAt }: PlanBreaks, { state, trail }: Way): HoursPlan {
  const marks: Mark[] = [];
  for (let at = trail; at !== undefined; at = at.before) marks.push(at.mark);
  marks.reverse();
  const departMs = marks.find((one) => one.mark === "depart")?.atMs ?? 0;
  const stops = marks.filter((one) => one.mark === "stop");
  return {
    departMs,
    endMs: state.at - zeroAt,
    stops: stops.map(({ arriveMs, startMs }) => ({ arriveMs, startMs })),
    pauses: marks.flatMap((one) => (one.mark === "pause" ? [one.pause] : [])),
    state,
  };
}
