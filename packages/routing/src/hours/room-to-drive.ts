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
  // Of equals the first counts: the longer pause ends the matter.
  let room = standingRoom(rules, now);
  room = tighter(room, driveMost(rules, now) - now.sinceRestMs, "day");
  room = tighter(room, shiftMost(rules, now) - (now.at - now.shiftStartedAt), "shift");
  return notBelow0(tighter(room, rules.breakAfterMs - sinceBreakMs, "break"));
}

/** How long the driver may do other work from now without a rest. */
export function roomToWork(rules: HoursRules, state: HoursState): HoursRoom {
  const now = wake(rules, state);
  const room: HoursRoom = { ms: untilWeekRest(rules, now), boundBy: "week-rest" };
  if (rules.shiftBinds === "driving") return notBelow0(room);
  return notBelow0(tighter(room, shiftMost(rules, now) - (now.at - now.shiftStartedAt), "shift"));
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

/** What binds on whatever day: the week and the totals. */
function standingRoom(rules: HoursRules, now: HoursState): HoursRoom {
  let room: HoursRoom = { ms: untilWeekRest(rules, now), boundBy: "week-rest" };
  for (const total of rules.totals) {
    room = tighter(room, total.mostMs - usedOf(total, now), "total");
  }
  return room;
}

function untilWeekRest({ weekRest }: HoursRules, { weekRestedAt, at }: HoursState): number {
  return weekRest === undefined ? Number.POSITIVE_INFINITY : weekRestedAt + weekRest.afterMs - at;
}

function tighter(room: HoursRoom, ms: number, boundBy: HoursBound): HoursRoom {
  return ms < room.ms ? { ms, boundBy } : room;
}

function notBelow0(room: HoursRoom): HoursRoom {
  return room.ms < 0 ? { ...room, ms: 0 } : room;
}

function driveMost({ driveDailyMs, longerDay }: HoursRules, { isLongerDay }: HoursState): number {
  return isLongerDay && longerDay !== undefined ? longerDay.driveMs : driveDailyMs;
}

function shiftMost({ shiftMs, shorterRest }: HoursRules, { isShorterRest }: HoursState): number {
  return isShorterRest && shorterRest !== undefined ? shorterRest.shiftMs : shiftMs;
}

function usedOf({ of, span, count }: HoursTotal, { at, zoneMs, days }: HoursState): number {
  const today = dayOf(at, zoneMs);
  const after = span === "days" ? today - count : weekOf(today) - count;
  let sum = 0;
  for (const { day, driveMs, dutyMs } of days) {
    if ((span === "days" ? day : weekOf(day)) > after) sum += of === "driving" ? driveMs : dutyMs;
  }
  return sum;
}

function nextMonday(today: number): number {
  let day = today + 1;
  while (weekOf(day) === weekOf(today)) day++;
  return day;
}
