import type { Instant } from "@msafara/kernel";
import type { HoursRules } from "./hours-rules.ts";

const DAY_MS = 86_400_000;
const DAYS_KEPT = 21;
/** Day 0 of 1970 was a Thursday; weeks begin on Mondays. */
const DAYS_TO_MONDAY = 3;

/** What was driven and worked on one local day. */
export interface HoursDay {
  /** Days since 1970, local. */
  readonly day: number;
  readonly driveMs: number;
  /** Driving and other work. */
  readonly dutyMs: number;
}

/** All of a driver's past that the rules ask for, as of one instant. */
export interface HoursState {
  readonly at: Instant;
  /** Local time minus UTC, for days and weeks. */
  readonly zoneMs: number;
  /** How long the driver has been resting without a pause up to now. */
  readonly restingMs: number;
  /** How long the driver has been away from the wheel up to now. */
  readonly offWheelMs: number;
  readonly sinceBreakMs: number;
  /** The first part of a break was taken; the second is still due. */
  readonly hasFirstPart: boolean;
  readonly sinceRestMs: number;
  readonly shiftStartedAt: Instant;
  /** Today is driven longer, and counts as such. */
  readonly isLongerDay: boolean;
  /** Today's shift ends in a shorter rest, and counts as such. */
  readonly isShorterRest: boolean;
  readonly longerDays: number;
  /** The calendar week that `longerDays` counts in. */
  readonly longerWeek: number;
  readonly shorterRests: number;
  readonly weekRestedAt: Instant;
  /** In order; days without duty are left out. */
  readonly days: readonly HoursDay[];
}

/** One stretch of a driver's time. */
export interface Activity {
  readonly doing: "drive" | "work" | "rest";
  readonly ms: number;
}

/** A driver who comes back from a weekly rest. */
export function restedState(at: Instant, zoneMs = 0): HoursState {
  return {
    at,
    zoneMs,
    restingMs: 7 * DAY_MS,
    offWheelMs: 7 * DAY_MS,
    sinceBreakMs: 0,
    hasFirstPart: false,
    sinceRestMs: 0,
    shiftStartedAt: at,
    isLongerDay: false,
    isShorterRest: false,
    longerDays: 0,
    longerWeek: weekOf(dayOf(at, zoneMs)),
    shorterRests: 0,
    weekRestedAt: at,
    days: [],
  };
}

/** Lets time pass. Cutting an activity in two changes nothing. */
export function advance(rules: HoursRules, state: HoursState, { doing, ms }: Activity): HoursState {
  if (ms <= 0) return state;
  if (doing === "rest") {
    const { at, restingMs, offWheelMs } = state;
    return { ...state, at: at + ms, restingMs: restingMs + ms, offWheelMs: offWheelMs + ms };
  }
  const awake = doing === "drive" ? sitDown(rules, wake(rules, state)) : wake(rules, state);
  const days = withDuty(awake, { doing, ms });
  if (doing === "work") {
    return { ...awake, at: awake.at + ms, offWheelMs: awake.offWheelMs + ms, days };
  }
  return {
    ...awake,
    at: awake.at + ms,
    offWheelMs: 0,
    sinceBreakMs: awake.sinceBreakMs + ms,
    sinceRestMs: awake.sinceRestMs + ms,
    days,
  };
}

/** What the rest up to now has brought, should it end here. */
export function wake(rules: HoursRules, state: HoursState): HoursState {
  const { restingMs } = state;
  if (restingMs === 0) return state;
  const woken = { ...state, restingMs: 0, ...breakTaken(rules, state), ...restTaken(rules, state) };
  const days = restingMs >= (rules.restartMs ?? Number.POSITIVE_INFINITY) ? [] : state.days;
  if (restingMs < (rules.weekRest?.restMs ?? Number.POSITIVE_INFINITY)) return { ...woken, days };
  return { ...woken, days, weekRestedAt: state.at, shorterRests: 0 };
}

/** Local days since 1970. */
export function dayOf(at: Instant, zoneMs: number): number {
  return Math.floor((at + zoneMs) / DAY_MS);
}

/** Calendar weeks from Monday, counted from the week of 1 January 1970. */
export function weekOf(day: number): number {
  return Math.floor((day + DAYS_TO_MONDAY) / 7);
}

/** The instant at which a local day begins. */
export function dayStart(day: number, zoneMs: number): Instant {
  return day * DAY_MS - zoneMs;
}

/** How often a longer day was used in the calendar week of now. */
export function longerDaysUsed({ at, zoneMs, longerWeek, longerDays }: HoursState): number {
  return weekOf(dayOf(at, zoneMs)) === longerWeek ? longerDays : 0;
}

function breakTaken(
  rules: HoursRules,
  { restingMs, hasFirstPart }: HoursState,
): Partial<HoursState> {
  const [first, second] = rules.breakParts ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const isWhole = restingMs >= rules.breakMs || (hasFirstPart && restingMs >= second);
  if (isWhole) return { sinceBreakMs: 0, hasFirstPart: false };
  return restingMs >= first ? { hasFirstPart: true } : {};
}

function restTaken(rules: HoursRules, state: HoursState): Partial<HoursState> {
  const { restingMs, isShorterRest, shorterRests } = state;
  const { restMs, shorterRest } = rules;
  const isShort = isShorterRest || restingMs < restMs;
  const mayBeShort = shorterRest !== undefined && shorterRests < shorterRest.times;
  const isRest = restingMs >= restMs || (mayBeShort && restingMs >= shorterRest.restMs);
  if (!isRest) return {};
  return {
    sinceBreakMs: 0,
    hasFirstPart: false,
    sinceRestMs: 0,
    shiftStartedAt: state.at,
    isLongerDay: false,
    isShorterRest: false,
    shorterRests: isShort ? shorterRests + 1 : shorterRests,
  };
}

/** Where work counts as a break, time away from the wheel is what counts. */
function sitDown(rules: HoursRules, state: HoursState): HoursState {
  const isBreak = rules.isWorkABreak && state.offWheelMs >= rules.breakMs;
  return isBreak ? { ...state, sinceBreakMs: 0, hasFirstPart: false } : state;
}

/** Books driving or work on the local days that it falls on. */
function withDuty({ at, zoneMs, days }: HoursState, { doing, ms }: Activity): readonly HoursDay[] {
  const endsAt = at + ms;
  const kept = days.filter(({ day }) => day > dayOf(endsAt, zoneMs) - DAYS_KEPT);
  for (let from = at; from < endsAt;) {
    const day = dayOf(from, zoneMs);
    const until = Math.min(endsAt, dayStart(day + 1, zoneMs));
    const today = kept.at(-1)?.day === day ? kept.pop()! : { day, driveMs: 0, dutyMs: 0 };
    const driveMs = today.driveMs + (doing === "drive" ? until - from : 0);
    kept.push({ day, driveMs, dutyMs: today.dutyMs + until - from });
    from = until;
  }
  return kept;
}
