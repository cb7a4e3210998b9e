import type { Instant } from "@msafara/kernel";

/** What a time is told against. */
export interface Clock {
  readonly now: Instant;
  readonly zone: string;
}

/** The time as the operator's wall shows it: as much of it as is not plain from today. */
export function localTime(at: Instant, { now, zone }: Clock): string {
  const [then, today] = [partsOf(at, zone), partsOf(now, zone)];
  const day = `${then["day"]} ${then["month"]}`;
  if (then["year"] !== today["year"]) return `${day} ${then["year"]}`;
  if (day !== `${today["day"]} ${today["month"]}`) {
    return `${day} ${then["hour"]}:${then["minute"]}`;
  }
  return `${then["hour"]}:${then["minute"]}:${then["second"]}`;
}

/** The whole of it: whoever foretells may leave out neither the day, which can be any, nor the hour. */
export function dayAndTime(at: Instant, zone: string): string {
  const { day, month, year, hour, minute } = partsOf(at, zone);
  return `${day} ${month} ${year} ${hour}:${minute}`;
}

function partsOf(at: Instant, timeZone: string): Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "short",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}
