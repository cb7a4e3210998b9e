import type { HoursRules } from "../../index.ts";

/** A stretch of a driver's time; one follows the other without a gap. */
export interface Stretch {
  readonly doing: "drive" | "work" | "rest";
  readonly ms: number;
}

/** Holds the days of a driver who began rested against the law; answers what is broken. Knows no planner. */
export function checkHours(rules: HoursRules, stretches: readonly Stretch[]): readonly string[] {
  const shifts = shiftsOf(rules, stretches);
  return [
    ...shifts.flatMap(({ within }) => checkBreaks(rules, within)),
    ...checkDays(rules, shifts),
  ];
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
