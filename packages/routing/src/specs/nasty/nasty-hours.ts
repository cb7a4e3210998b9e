import type { WeekMoment } from "../../map/tags/week-hours.ts";

/** Hours as signs write them, and what they mean to whoever reads them with his own eyes. */
export const NASTY_HOURS: readonly {
  readonly when: string;
  readonly holds: (at: WeekMoment) => boolean | "unknown";
}[] = [
  { when: "22:00-06:00", holds: ({ minute }) => minute >= 1_320 || minute < 360 },
  {
    when: "Mo-Fr 07:00-09:00",
    holds: ({ weekday, minute }) => weekday < 5 && minute >= 420 && minute < 540,
  },
  { when: "24/7", holds: () => true },
  { when: "wet", holds: () => "unknown" },
];
