import type { Instant } from "@msafara/kernel";
import type { WeekMoment } from "../map/tags/week-hours.ts";

/** What the clock on the wall says where the map is. */
export interface PlaceClock {
  readonly weekOf: (instant: Instant) => WeekMoment;
  /** Local time minus UTC. */
  readonly zoneMs: (instant: Instant) => number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
/** Day 0 of 1970 was a Thursday. */
const DAYS_TO_MONDAY = 3;
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2}))?/;

/** Opens the clock of a time zone; one that nobody knows is an error of whoever named it. */
export function openPlaceClock(timeZone: string): PlaceClock {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" });
  const zoneMs = (instant: Instant): number => {
    const [, sign, hours, minutes] = OFFSET.exec(format.format(instant)) ?? [];
    const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS;
    return sign === "-" ? -ms : ms;
  };
  return {
    zoneMs,
    weekOf: (instant) => {
      const local = instant + zoneMs(instant);
      const day = Math.floor(local / DAY_MS);
      const minute = Math.floor((local - day * DAY_MS) / MINUTE_MS);
      return { weekday: (((day + DAYS_TO_MONDAY) % 7) + 7) % 7, minute };
    },
  };
}
