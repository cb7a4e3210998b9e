const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const UNITS_MS: Readonly<Record<string, number>> = {
  "": SECOND_MS,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
};

/** A span as people say it, in two units at most: `45s`, `4m12s`, `3h05m`, `12d04h`. */
export function showSpan(ms: number): string {
  // Clocks of two machines differ by a little, and nothing is younger than now.
  const left = Math.max(0, ms);
  if (left < MINUTE_MS) return `${Math.floor(left / SECOND_MS)}s`;
  if (left < HOUR_MS) return twoUnits(left, [MINUTE_MS, "m", SECOND_MS, "s"]);
  if (left < DAY_MS) return twoUnits(left, [HOUR_MS, "h", MINUTE_MS, "m"]);
  return twoUnits(left, [DAY_MS, "d", HOUR_MS, "h"]);
}

/** Milliseconds of `90`, `90s`, `5m`, `2h` or `1d`; nothing when it is no span. */
export function parseSpan(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,9}(?:\.\d{1,3})?)([smhd]?)$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit];
  if (count === undefined || unitMs === undefined) return undefined;
  return Math.round(Number(count) * unitMs);
}

function twoUnits(
  ms: number,
  [largeMs, large, smallMs, small]: readonly [number, string, number, string],
): string {
  const rest = String(Math.floor((ms % largeMs) / smallMs)).padStart(2, "0");
  return `${Math.floor(ms / largeMs)}${large}${rest}${small}`;
}
