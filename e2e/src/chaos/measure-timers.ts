import { decode } from "@msafara/runtime";
import type { Evidence } from "@msafara/sim";
import type { Window } from "./arena.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** How late offers expired. */
export interface Lateness {
  readonly fired: number;
  /** By how much each came after its time, whatever went on. */
  readonly overallMs: Spread;
  /** The same, counted from the moment on which every agent had an owner again. */
  readonly recoveredMs: Spread;
}

/** Reads from events how late timers fired. */
export function measureTimers({ inventory }: Evidence, windows: readonly Window[]): Lateness {
  const due = new Map<string, number>();
  const overall: number[] = [];
  const recovered: number[] = [];
  for (const { address, kind, body, at } of inventory.events) {
    if (kind === "offer.posted") due.set(address, decode<{ expiresAt: number }>(body).expiresAt);
    const expiresAt = due.get(address);
    if (kind !== "offer.expired" || expiresAt === undefined) continue;
    overall.push(at - expiresAt);
    recovered.push(Math.max(0, at - recoveredBy(expiresAt, windows)));
  }
  return { fired: overall.length, overallMs: spreadOf(overall), recoveredMs: spreadOf(recovered) };
}

/** The first moment after an instant that lies in no window; windows may follow one another. */
function recoveredBy(instant: number, windows: readonly Window[]): number {
  let recovered = instant;
  for (const { from, until } of windows.toSorted((one, other) => one.from - other.from)) {
    if (from <= recovered && recovered < until) recovered = until;
  }
  return recovered;
}
