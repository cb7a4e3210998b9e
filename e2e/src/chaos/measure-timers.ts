import type { Instant } from "@msafara/kernel";
import { type Address, decode } from "@msafara/runtime";
import type { Evidence } from "@msafara/sim";
import { type Spread, spreadOf } from "./spread.ts";
import type { Gap } from "./track-wholeness.ts";

const WORST_SHOWN = 10;

/** How late offers expired. */
export interface Lateness {
  /** How much of the time from the first to the last of them lay in no gap. */
  readonly wholePercent: number;
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
export function measureTimers({ inventory }: Evidence, gaps: readonly Gap[]): Lateness {
  const ordered = inOrder(gaps);
  const due = new Map<string, { readonly setAt: Instant; readonly dueAt: Instant }>();
  const late: (LateTimer & { readonly recoveredMs: number })[] = [];
  for (const { address, kind, body, at } of inventory.events) {
    if (kind === "offer.posted") {
      due.set(address, { setAt: at, dueAt: decode<{ expiresAt: number }>(body).expiresAt });
    }
    const timer = due.get(address);
    if (kind !== "offer.expired" || timer === undefined) continue;
    const recoveredMs = Math.max(0, at - recoveredBy(timer.dueAt, ordered));
    late.push({ ...timer, address, firedAt: at, recoveredMs });
  }
  const worst = late.toSorted((one, other) => other.recoveredMs - one.recoveredMs);
  return {
    fired: late.length,
    overallMs: spreadOf(late.map(({ firedAt, dueAt }) => firedAt - dueAt)),
    recoveredMs: spreadOf(late.map(({ recoveredMs }) => recoveredMs)),
    wholePercent: wholePercent(
      late.map(({ firedAt }) => firedAt),
      ordered,
    ),
    worst: worst.slice(0, WORST_SHOWN),
  };
}

/** The first moment from an instant on that lies in no gap; gaps may overlap and follow one another. */
function recoveredBy(instant: number, gaps: readonly Gap[]): number {
  return gaps.reduce((at, { from, until }) => (from <= at && at < until ? until : at), instant);
}

function wholePercent(instants: readonly Instant[], gaps: readonly Gap[]): number {
  const [first, last] = [
    instants.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY),
    instants.reduce((most, at) => Math.max(most, at), 0),
  ];
  if (last <= first) return 100;
  let gapMs = 0;
  let counted = first;
  for (const { from, until } of gaps) {
    const [begins, ends] = [Math.max(from, counted), Math.min(until, last)];
    if (ends <= begins) continue;
    gapMs += ends - begins;
    counted = ends;
  }
  return Math.round(100 * (1 - gapMs / (last - first)));
}

/** The same gaps in the order in which they began. */
function inOrder(gaps: readonly Gap[]): readonly Gap[] {
  return gaps.toSorted((one, other) => one.from - other.from);
}
