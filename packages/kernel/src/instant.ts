/** Milliseconds since 1970 in UTC. A person sees local time; nothing else does. */
export type Instant = number;

const DAY_MS = 86_400_000;
/** `2026-11-20T`, of the four digits that nearly all years have. */
const DAY_LETTERS = 11;

/** The day of which an instant was last put: what is told together is of few days. */
let lastDay: { readonly day: number; readonly text: string } = { day: Number.NaN, text: "" };

/** The instant as it stands on the wire. */
export function toIso(instant: Instant): string {
  const whole = Math.trunc(instant);
  const day = Math.floor(whole / DAY_MS);
  if (day !== lastDay.day) {
    const text = new Date(instant).toISOString();
    if (text.length === DAY_LETTERS + "00:00:00.000Z".length) {
      lastDay = { day, text: text.slice(0, DAY_LETTERS) };
    }
    return text;
  }
  const ms = whole - day * DAY_MS;
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  const seconds = Math.floor(ms / 1_000) % 60;
  return `${lastDay.text}${TWO[hours]}:${TWO[minutes]}:${TWO[seconds]}.${three(ms % 1_000)}Z`;
}

const TWO = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, "0"));

function three(count: number): string {
  if (count >= 100) return String(count);
  return count >= 10 ? `0${count}` : `00${count}`;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Reads an ISO 8601 instant with its offset; `undefined` when it is none. */
export function fromIso(text: string): Instant | undefined {
  const [, year, month, day] = ISO.exec(text) ?? [];
  // `Date.parse` takes 30 February for 2 March, and a truck would come two days late.
  if (Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const instant = year === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Leap years repeat every 400 years; `Date.UTC` puts years below 100 into another century. */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
