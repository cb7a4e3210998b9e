import type { TimeWindow } from "./problem.ts";

/** Windows as bare numbers: from, until, from, until … in order. */
export type Openings = readonly number[];

const ALWAYS: readonly TimeWindow[] = [
  { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY },
];

/** When all of them are open at once, until a last moment; a side without windows is always open. */
export function openingsOf(
  some: readonly TimeWindow[] = [],
  others: readonly TimeWindow[] = [],
  lastMs = Number.POSITIVE_INFINITY,
): Openings {
  const either = some.length === 0 ? ALWAYS : some;
  const both = (others.length === 0 ? ALWAYS : others).flatMap((other) =>
    either.map(
      (one) =>
        [Math.max(one.fromMs, other.fromMs), Math.min(one.untilMs, other.untilMs, lastMs)] as const,
    ),
  );
  return both
    .filter(([fromMs, untilMs]) => fromMs <= untilMs)
    .toSorted(([one], [other]) => one - other)
    .flat();
}

/** The first moment from `atMs` on at which the windows are open; infinite when they never are again. */
export function nextOpening(openings: Openings, atMs: number): number {
  for (let slot = 0; slot < openings.length; slot += 2) {
    if (atMs <= openings[slot + 1]!) return Math.max(atMs, openings[slot]!);
  }
  return Number.POSITIVE_INFINITY;
}

/** The last moment up to `atMs` at which the windows are open; minus infinite when there was none. */
export function lastOpening(openings: Openings, atMs: number): number {
  for (let slot = openings.length - 2; slot >= 0; slot -= 2) {
    if (atMs >= openings[slot]!) return Math.min(atMs, openings[slot + 1]!);
  }
  return Number.NEGATIVE_INFINITY;
}
