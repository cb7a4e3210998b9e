/** A moment of the week on the clock of the place: Monday is 0. */
export interface WeekMoment {
  readonly weekday: number;
  readonly minute: number;
}

interface Span {
  readonly from: number;
  /** Beyond 1,440 where it runs into the next day. */
  readonly to: number;
}

/** Hours of each day, Monday first. */
export type WeekHours = readonly (readonly Span[])[];

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const EVERY_DAY = DAYS.map((_, day) => day);
const DAY_MINUTES = 24 * 60;
const WHOLE_DAY: Span = { from: 0, to: DAY_MINUTES };
const HOLIDAYS = /^(PH|SH)$/;
const CLOCK = /^([01]?\d|2[0-9]):([0-5]\d)-([0-4]?\d):([0-5]\d)$/;

/**
 * Reads the part of the syntax of opening hours that traffic signs use: days, times, `24/7`, `off`.
 * Whatever else is in it (months, sunsets, weights, comments) makes the whole text unknown. Which days
 * are holidays the map cannot know, so that on one its weekday holds.
 */
export function readWeekHours(text: string): WeekHours | undefined {
  const week: (readonly Span[])[] = DAYS.map(() => []);
  for (const rule of text.split(";").map((part) => part.trim())) {
    if (rule === "") continue;
    const read = readRule(rule);
    if (read === undefined) return undefined;
    for (const day of read.days) week[day] = read.spans;
  }
  return week.every((spans) => spans.length === 0) ? undefined : week;
}

/** Whether hours hold, also when they began on the evening before. */
export function hoursHold(hours: WeekHours, { weekday, minute }: WeekMoment): boolean {
  const today = hours[weekday] ?? [];
  const before = hours[(weekday + 6) % 7] ?? [];
  return (
    today.some(({ from, to }) => from <= minute && minute < to) ||
    before.some(({ to }) => minute + DAY_MINUTES < to)
  );
}

/** Whether a condition holds, or `unknown` where it speaks of more than days and times. */
export function conditionHolds(when: string, moment: WeekMoment): boolean | "unknown" {
  const hours = readWeekHours(when);
  return hours === undefined ? "unknown" : hoursHold(hours, moment);
}

interface Rule {
  readonly days: readonly number[];
  readonly spans: readonly Span[];
}

function readRule(rule: string): Rule | undefined {
  if (rule === "24/7") return { days: EVERY_DAY, spans: [WHOLE_DAY] };
  const [, daysText = "", timesText = ""] = /^((?:[A-Z][A-Za-z]\b[-,\s]*)*)(.*)$/.exec(rule) ?? [];
  const days = readDays(daysText.trim());
  const spans = readTimes(timesText.trim());
  return days === undefined || spans === undefined ? undefined : { days, spans };
}

function readDays(text: string): readonly number[] | undefined {
  if (text === "") return EVERY_DAY;
  const days: number[] = [];
  for (const part of text.split(/\s*,\s*/)) {
    if (HOLIDAYS.test(part)) continue;
    const [first = "", last = first] = part.split(/\s*-\s*/);
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === to) break;
    }
  }
  return days;
}

function readTimes(text: string): readonly Span[] | undefined {
  if (text === "") return [WHOLE_DAY];
  if (text === "off" || text === "closed") return [];
  const spans = text.split(/\s*,\s*/).map(readSpan);
  return spans.every((span) => span !== undefined) ? spans : undefined;
}

function readSpan(text: string): Span | undefined {
  const [, ...numbers] = CLOCK.exec(text.replaceAll(/\s*-\s*/g, "-")) ?? [];
  const [hour, minute, hourTo, minuteTo] = numbers.map(Number);
  if (hour === undefined || minute === undefined) return undefined;
  const from = hour * 60 + minute;
  const to = (hourTo ?? 0) * 60 + (minuteTo ?? 0);
  return { from, to: to > from ? to : to + DAY_MINUTES };
}
