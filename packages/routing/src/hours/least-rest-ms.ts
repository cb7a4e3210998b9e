import type { HoursRules } from "./hours-rules.ts";

/**
 * How long a driver rests at least while driving so long, however rested at the start and however it is shared out:
 * a bound that spares planning breaks for what is out of reach anyway.
 */
export function leastRestMs(rules: HoursRules, driveMs: number): number {
  const { driveDailyMs, longerDay, restMs, shorterRest, breakAfterMs, breakMs } = rules;
  const nights = between(driveMs, longerDay?.driveMs ?? driveDailyMs);
  // Where work counts as a break it is paid for already.
  const breaks = rules.isWorkABreak ? 0 : Math.max(0, between(driveMs, breakAfterMs) - nights);
  return nights * (shorterRest?.restMs ?? restMs) + breaks * breakMs;
}

/** How many pauses lie between stretches of so much at most. */
function between(driveMs: number, mostMs: number): number {
  return Math.max(0, Math.ceil(driveMs / mostMs) - 1);
}
