import type { ProblemChange } from "./problem-change.ts";

const MINUTE_MS = 60_000;
/** Nobody waits longer than two weeks for the end of a window. */
const MINUTES_MOST = 14 * 24 * 60;

/** A change that has a size in time. */
export type LaterChange = Extract<ProblemChange, { readonly byMs: number }>;

/** The same change, as large as anybody would make it. */
export function mostOf(change: LaterChange): LaterChange {
  return { ...change, byMs: MINUTES_MOST * MINUTE_MS };
}

/** The least number of minutes that helps: doubled until it does, then halved in between. */
export function leastOf(
  change: LaterChange,
  helps: (change: ProblemChange) => boolean,
): LaterChange[] {
  const by = (minutes: number): LaterChange => ({ ...change, byMs: minutes * MINUTE_MS });
  // More time never hurts: what the most does not help, nothing less will.
  if (!helps(mostOf(change))) return [];
  let enough = 1;
  while (!helps(by(enough))) {
    enough *= 2;
    if (enough > MINUTES_MOST) return [];
  }
  let tooFew = Math.floor(enough / 2);
  while (enough - tooFew > 1) {
    const between = Math.floor((tooFew + enough) / 2);
    if (helps(by(between))) enough = between;
    else tooFew = between;
  }
  return [by(enough)];
}
