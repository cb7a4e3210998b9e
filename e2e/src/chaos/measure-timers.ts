import type { Instant } from "@msafara/kernel";
import { type Address, decode } from "@msafara/runtime";
import type { Evidence } from "@msafara/sim";
import type { Window } from "./arena.ts";
import { type Spread, spreadOf } from "./spread.ts";

const WORST_SHOWN = 10;

/** How late offers expired. */
export interface Lateness {
  /** The latest after recovery, the worst first. */
  readonly worst: readonly LateTimer[];
  readonly fired: number;
  /** By how much each came after its time, whatever went on. */
  readonly overallMs: Spread;
  /** The same, counted from the moment on which the cluster was whole again. */
  readonly recoveredMs: Spread;
}

/** One timer that came late, by the database's clock. */
export interface LateTimer {
  readonly address: Address;
  readonly setAt: Instant;
  readonly dueAt: Instant;
  readonly firedAt: Instant;
}

/** Reads from events how late timers fired. */
export function measureTimers({ inventory }: Evidence, windows: readonly Window[]): Lateness {
  const due = new Map<string, { readonly setAt: Instant; readonly dueAt: Instant }>();
  const late: (LateTimer & { readonly recoveredMs: number })[] = [];
  for (const { address, kind, body, at } of inventory.events) {
    if (kind === "offer.posted") {
      due.set(address, { setAt: at, dueAt: decode<{ expiresAt: number }>(body).expiresAt });
    }
    const timer = due.get(address);
    if (kind !== "offer.expired" || timer === undefined) continue;
    const recoveredMs = Math.max(0, at - recoveredBy(timer.dueAt, windows));
    late.push({ ...timer, address, firedAt: at, recoveredMs });
  }
  const worst = late.toSorted((one, other) => other.recoveredMs - one.recoveredMs);
  return {
    fired: late.length,
    overallMs: spreadOf(late.map(({ firedAt, dueAt }) => firedAt - dueAt)),
    recoveredMs: spreadOf(late.map(({ recoveredMs }) => recoveredMs)),
    worst: worst.slice(0, WORST_SHOWN),
  };
}

/** The first moment after an instant that lies in no window; windows may follow one another. */
function recoveredBy(instant: number, windows: readonly Window[]): number {
  let recovered = instant;
  for (const { from, wholeAt } of windows.toSorted((one, other) => one.from - other.from)) {
    if (from <= recovered && recovered < wholeAt) recovered = wholeAt;
  }
  return recovered;
}
