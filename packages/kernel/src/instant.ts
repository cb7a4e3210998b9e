/** Milliseconds since 1970 in UTC. A person sees local time; nothing else does. */
export type Instant = number;

/** The instant as it stands on the wire. */
export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
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
