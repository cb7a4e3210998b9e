import type { Instant } from "@msafara/kernel";
import type { HoursRules, HoursTotal } from "./hours-rules.ts";
import { dayOf, dayStart, type HoursState, longerDaysUsed, wake, weekOf } from "./hours-state.ts";

/** What ends a stretch of driving or work first. */
export type HoursBound = "break" | "day" | "shift" | "week-rest" | "total";

/** How much longer it may go on, and what ends it. */
export interface HoursRoom {
  readonly ms: number;
  readonly boundBy: HoursBound;
}

/** How long the driver may drive on from now without a pause, and which rule ends it. Never below 0. */
export function roomToDrive(rules: HoursRules, state: HoursState): HoursRoom {
  const now = wake(rules, state);
  const sinceBreakMs = rules.isWorkABreak && now.offWheelMs >= rules.breakMs ? 0 : now.sinceBreakMs;
  return tightest([
    ...standingRooms(rules, now),
    { ms: driveMost(rules, now) - now.sinceRestMs, boundBy: "day" },
    { ms: shiftMost(rules, now) - (now.at - now.shiftStartedAt), boundBy: "shift" },
    { ms: rules.breakAfterMs - sinceBreakMs, boundBy: "break" },
  ]);
}

/** How long the driver may do other work from now without a rest. */
export function roomToWork(rules: HoursRules, state: HoursState): HoursRoom {
  const now = wake(rules, state);
  const weekRest = standingRooms(rules, now).slice(0, 1);
  if (rules.shiftBinds === "driving") return tightest(weekRest);
  const shiftMs = shiftMost(rules, now) - (now.at - now.shiftStartedAt);
  return tightest([...weekRest, { ms: shiftMs, boundBy: "shift" }]);
}

/** The same with today's longer day or longer shift taken, where the law still allows one. */
export function withMoreRoom(rules: HoursRules, state: HoursState, by: HoursBound): HoursState[] {
  const now = wake(rules, state);
  if (by === "day") return withLongerDay(rules, now);
  const isFree = !now.isShorterRest && now.shorterRests < (rules.shorterRest?.times ?? 0);
  return by === "shift" && isFree ? [{ ...now, isShorterRest: true }] : [];
}

function withLongerDay({ longerDay }: HoursRules, now: HoursState): HoursState[] {
  const used = longerDaysUsed(now);
  if (now.isLongerDay || used >= (longerDay?.times ?? 0)) return [];
  const longerWeek = weekOf(dayOf(now.at, now.zoneMs));
  return [{ ...now, isLongerDay: true, longerWeek, longerDays: used + 1 }];
}

/** When the total that binds now begins to give room again. */
export function totalEasesAt(rules: HoursRules, state: HoursState): Instant {
  const today = dayOf(state.at, state.zoneMs);
  const bound = rules.totals.filter((total) => total.mostMs - usedOf(total, state) <= 0);
  const nextDays = bound.map(({ span }) => (span === "days" ? today + 1 : nextMonday(today)));
  return dayStart(Math.max(today + 1, ...nextDays), state.zoneMs);
}

function standingRooms(rules: HoursRules, now: HoursState): HoursRoom[] {
  const { afterMs = Number.POSITIVE_INFINITY } = rules.weekRest ?? {};
  const totals = rules.totals.map((total) => total.mostMs - usedOf(total, now));
  return [
    { ms: now.weekRestedAt + afterMs - now.at, boundBy: "week-rest" },
    { ms: Math.min(Number.POSITIVE_INFINITY, ...totals), boundBy: "total" },
  ];
}

/** Of equals the first: the longer pause ends the matter. */
function tightest(rooms: readonly HoursRoom[]): HoursRoom {
  const least = rooms.reduce((one, other) => (other.ms < one.ms ? other : one));
  return { ...least, ms: Math.max(0, least.ms) };
}

function driveMost({ driveDailyMs, longerDay }: HoursRules, { isLongerDay }: HoursState): number {
  return isLongerDay && longerDay !== undefined ? longerDay.driveMs : driveDailyMs;
}

function shiftMost({ shiftMs, shorterRest }: HoursRules, { isShorterRest }: HoursState): number {
  return isShorterRest && shorterRest !== undefined ? shorterRest.shiftMs : shiftMs;
}

function usedOf({ of, span, count }: HoursTotal, { at, zoneMs, days }: HoursState): number {
  const today = dayOf(at, zoneMs);
  const isCounted = (day: number): boolean =>
    span === "days" ? day > today - count : weekOf(day) > weekOf(today) - count;
  return days
    .filter(({ day }) => isCounted(day))
    .reduce((sum, { driveMs, dutyMs }) => sum + (of === "driving" ? driveMs : dutyMs), 0);
}

function nextMonday(today: number): number {
  let day = today + 1;
  while (weekOf(day) === weekOf(today)) day++;
  return day;
}
