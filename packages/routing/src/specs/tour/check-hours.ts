import type { HoursRules } from "../../index.ts";

/** A stretch of a driver's time; one follows the other without a gap. */
export interface Stretch {
  readonly doing: "drive" | "work" | "rest";
  readonly ms: number;
}

const DAY_MS = 86_400_000;
/** The first Monday of 1970 was its fifth day. */
const MONDAY_DAYS = 4;

/**
 * Holds the days of a driver who began rested against the law; answers what is broken. Knows no planner. The first
 * stretch begins at this local time, in milliseconds since 1970: weeks and days are the calendar's.
 */
export function checkHours(
  rules: HoursRules,
  stretches: readonly Stretch[],
  startsAt = 0,
): readonly string[] {
  const shifts = shiftsOf(rules, stretches);
  return [
    ...shifts.flatMap(({ within }) => checkBreaks(rules, within)),
    ...checkDays(rules, shifts),
    ...checkWeekRests(rules, stretches),
    ...checkTotals(rules, stretches, startsAt),
    ...checkLongerDays(rules, stretches, startsAt),
  ];
}

/** A weekly rest begins at the latest so long after the one before ended. */
function checkWeekRests({ weekRest }: HoursRules, stretches: readonly Stretch[]): string[] {
  if (weekRest === undefined) return [];
  let sinceMs = 0;
  let hasBegun = false;
  for (const { doing, ms } of merged(stretches)) {
    hasBegun ||= doing !== "rest";
    if (!hasBegun) continue;
    sinceMs = doing === "rest" && ms >= weekRest.restMs ? 0 : sinceMs + ms;
    if (doing !== "rest" && sinceMs > weekRest.afterMs) return [`${sinceMs} since a weekly rest`];
  }
  return [];
}

interface Piece extends Stretch {
  /** Days since 1970, and weeks since a Monday. */
  readonly day: number;
  readonly week: number;
}

/** The same cut at midnight. */
function byDay(stretches: readonly Stretch[], startsAt: number): readonly Piece[] {
  let at = startsAt;
  return stretches.flatMap(({ doing, ms }) => {
    const pieces: Piece[] = [];
    for (const until = at + ms; at < until;) {
      const day = Math.floor(at / DAY_MS);
      const next = Math.min(until, (day + 1) * DAY_MS);
      pieces.push({ doing, ms: next - at, day, week: Math.floor((day - MONDAY_DAYS) / 7) });
      at = next;
    }
    return pieces;
  });
}

/** Whoever drives has not passed any total by then; a restart forgets what was before it. */
function checkTotals(rules: HoursRules, stretches: readonly Stretch[], startsAt: number): string[] {
  const { totals, restartMs = Number.POSITIVE_INFINITY } = rules;
  let past: Piece[] = [];
  let restedMs = 0;
  for (const piece of byDay(stretches, startsAt)) {
    restedMs = piece.doing === "rest" ? restedMs + piece.ms : 0;
    if (restedMs >= restartMs) past = [];
    if (piece.doing !== "rest") past.push(piece);
    for (const { of, span, count, mostMs } of piece.doing === "drive" ? totals : []) {
      const isCounted = ({ doing, day, week }: Piece): boolean =>
        (of === "duty" || doing === "drive") &&
        (span === "days" ? piece.day - day < count : piece.week - week < count);
      const usedMs = sum(past.filter(isCounted));
      if (usedMs > mostMs) return [`${of} of ${usedMs} in ${count} ${span}`];
    }
  }
  return [];
}

/** Longer days, so many times in a calendar week: a day is one of the week in which it becomes longer. */
// oxlint-disable-next-line complexity -- the law read aloud, clause by clause, is easier to check than in pieces
function checkLongerDays(
  rules: HoursRules,
  stretches: readonly Stretch[],
  startsAt: number,
): string[] {
  const { driveDailyMs, longerDay, restMs, shorterRest } = rules;
  if (longerDay === undefined) return [];
  const used = new Map<number, number>();
  let drivenMs = 0;
  let restedMs = 0;
  for (const { doing, ms, week } of byDay(stretches, startsAt)) {
    restedMs = doing === "rest" ? restedMs + ms : 0;
    if (restedMs >= (shorterRest?.restMs ?? restMs)) drivenMs = 0;
    if (doing !== "drive") continue;
    const wasLonger = drivenMs > driveDailyMs;
    drivenMs += ms;
    if (!wasLonger && drivenMs > driveDailyMs) used.set(week, (used.get(week) ?? 0) + 1);
  }
  return [...used.values()].some((times) => times > longerDay.times)
    ? ["too many longer days"]
    : [];
}

interface Shift {
  readonly within: readonly Stretch[];
  /** The rest that ends it; infinite for the last one. */
  readonly restMs: number;
}

function shiftsOf({ restMs, shorterRest }: HoursRules, stretches: readonly Stretch[]): Shift[] {
  const shifts: Shift[] = [];
  let within: Stretch[] = [];
  for (const stretch of merged(stretches)) {
    const isRest = stretch.doing === "rest" && stretch.ms >= (shorterRest?.restMs ?? restMs);
    if (!isRest) within.push(stretch);
    else if (within.length > 0) {
      shifts.push({ within, restMs: stretch.ms });
      within = [];
    }
  }
  return [...shifts, { within, restMs: Number.POSITIVE_INFINITY }];
}

function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const { doing, ms } of stretches) {
    const last = all.at(-1);
    if (last?.doing === doing) all[all.length - 1] = { doing, ms: last.ms + ms };
    else all.push({ doing, ms });
  }
  return all;
}

// oxlint-disable-next-line complexity -- the law read aloud, clause by clause, is easier to check than in pieces
function checkBreaks(rules: HoursRules, within: readonly Stretch[]): string[] {
  const [first, second] = rules.breakParts ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let drivenMs = 0;
  let awayMs = 0;
  let hasFirst = false;
  for (const { doing, ms } of within) {
    if (doing === "drive") {
      if (rules.isWorkABreak && awayMs >= rules.breakMs) drivenMs = 0;
      awayMs = 0;
      drivenMs += ms;
      if (drivenMs > rules.breakAfterMs) return [`drove ${drivenMs} without a break`];
      continue;
    }
    awayMs += ms;
    if (doing === "work") continue;
    if (ms >= rules.breakMs || (hasFirst && ms >= second)) {
      drivenMs = 0;
      hasFirst = false;
    } else if (ms >= first) hasFirst = true;
  }
  return [];
}

// oxlint-disable-next-line complexity -- the law read aloud, clause by clause, is easier to check than in pieces
function checkDays(rules: HoursRules, shifts: readonly Shift[]): string[] {
  const { driveDailyMs, longerDay, shiftMs, shorterRest, restMs } = rules;
  const wrong: string[] = [];
  let shortRests = 0;
  for (const shift of shifts) {
    const drivenMs = sum(shift.within.filter(({ doing }) => doing === "drive"));
    if (drivenMs > (longerDay?.driveMs ?? driveDailyMs)) wrong.push(`drove ${drivenMs} in a day`);
    const lengthMs = boundLength(rules, shift.within);
    if (lengthMs > (shorterRest?.shiftMs ?? shiftMs)) wrong.push(`a shift of ${lengthMs}`);
    const isOpen = shift.restMs === Number.POSITIVE_INFINITY;
    if (lengthMs > shiftMs || (!isOpen && shift.restMs < restMs)) shortRests++;
    if (shift.restMs >= (rules.weekRest?.restMs ?? Number.POSITIVE_INFINITY)) shortRests = 0;
    if (shortRests > (shorterRest?.times ?? 0)) wrong.push("too many short rests");
  }
  return wrong;
}

/** From the first duty to the end of the last thing that the shift binds. */
function boundLength({ shiftBinds }: HoursRules, within: readonly Stretch[]): number {
  const isBound = ({ doing }: Stretch): boolean =>
    doing === "drive" || (doing === "work" && shiftBinds === "work");
  const from = within.findIndex(({ doing }) => doing !== "rest");
  return from < 0 ? 0 : sum(within.slice(from, within.findLastIndex(isBound) + 1));
}

function sum(stretches: readonly Stretch[]): number {
  return stretches.reduce((all, { ms }) => all + ms, 0);
}
