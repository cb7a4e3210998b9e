const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A sum that may not be passed within calendar weeks (from Monday) or within the last days, today counted. */
export interface HoursTotal {
  readonly of: "driving" | "duty";
  readonly span: "weeks" | "days";
  readonly count: number;
  readonly mostMs: number;
}

/** Drivers' hours as a law writes them: when to pause, for how long, and what must not be passed. */
export interface HoursRules {
  readonly name: string;
  /** Driving after which a break is due. */
  readonly breakAfterMs: number;
  readonly breakMs: number;
  /** The break in two parts, in this order; absent where it must be taken whole. */
  readonly breakParts?: readonly [number, number];
  /** Whether work away from the wheel counts as a break. */
  readonly isWorkABreak: boolean;
  readonly driveDailyMs: number;
  /** Longer days, so many times in a calendar week. */
  readonly longerDay?: { readonly driveMs: number; readonly times: number };
  /** From the end of a rest: what must be over by then. */
  readonly shiftMs: number;
  readonly shiftBinds: "driving" | "work";
  readonly restMs: number;
  /** Shorter rests, so many times between two weekly rests; the shift before may be longer. */
  readonly shorterRest?: {
    readonly restMs: number;
    readonly shiftMs: number;
    readonly times: number;
  };
  /** A weekly rest begins at the latest so long after the one before ended. */
  readonly weekRest?: { readonly afterMs: number; readonly restMs: number };
  readonly totals: readonly HoursTotal[];
  /** A rest after which every total begins anew. */
  readonly restartMs?: number;
}

/** Regulation (EC) 561/2006, one driver: breaks, daily and weekly driving, daily and regular weekly rest. */
export const EU_561: HoursRules = {
  name: "eu-561",
  breakAfterMs: 4.5 * HOUR_MS,
  breakMs: 45 * MINUTE_MS,
  breakParts: [15 * MINUTE_MS, 30 * MINUTE_MS],
  isWorkABreak: false,
  driveDailyMs: 9 * HOUR_MS,
  longerDay: { driveMs: 10 * HOUR_MS, times: 2 },
  shiftMs: 13 * HOUR_MS,
  shiftBinds: "work",
  restMs: 11 * HOUR_MS,
  shorterRest: { restMs: 9 * HOUR_MS, shiftMs: 15 * HOUR_MS, times: 3 },
  weekRest: { afterMs: 144 * HOUR_MS, restMs: 45 * HOUR_MS },
  totals: [
    { of: "driving", span: "weeks", count: 1, mostMs: 56 * HOUR_MS },
    { of: "driving", span: "weeks", count: 2, mostMs: 90 * HOUR_MS },
  ],
};

/** 49 CFR 395.3, property: 11 hours of driving in a window of 14, 70 on duty in 8 days, a restart of 34. */
export const US_PROPERTY: HoursRules = {
  name: "us-property",
  breakAfterMs: 8 * HOUR_MS,
  breakMs: 30 * MINUTE_MS,
  isWorkABreak: true,
  driveDailyMs: 11 * HOUR_MS,
  shiftMs: 14 * HOUR_MS,
  shiftBinds: "driving",
  restMs: 10 * HOUR_MS,
  totals: [{ of: "duty", span: "days", count: 8, mostMs: 70 * HOUR_MS }],
  restartMs: 34 * HOUR_MS,
};

/** What an operator in Kenya sets by itself: no day has more than 8 hours at the wheel unless it says so. */
export function kenyaRules(own: Partial<Omit<HoursRules, "name">> = {}): HoursRules {
  return {
    breakAfterMs: 4 * HOUR_MS,
    breakMs: 30 * MINUTE_MS,
    isWorkABreak: false,
    driveDailyMs: 8 * HOUR_MS,
    shiftMs: 14 * HOUR_MS,
    shiftBinds: "work",
    restMs: 10 * HOUR_MS,
    totals: [],
    ...own,
    name: "kenya",
  };
}
